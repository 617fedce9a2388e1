package io.fluxfill.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fluxfill.bfl.Attempts;
import io.fluxfill.bfl.Submission;
import io.fluxfill.bfl.SubmittedTask;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.Pieces;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.testing.Parts;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Any answer of BFL's to a submit or a poll is a task or a named failure; a task that it names in JSON is not lost. */
public final class BflAnswerTarget {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int[] STATUSES = {200, 201, 202, 400, 401, 402, 403, 404, 409, 422, 429, 500, 502, 503, 504};

    private BflAnswerTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        int status = STATUSES[(data[0] & 0xFF) % STATUSES.length];
        byte[] body = Arrays.copyOfRange(data, 1, data.length);
        submit(status, body);
        poll(status, body);
    }

    private static void submit(int status, byte[] body) {
        Parts parts = new Parts();
        parts.bflHost.answers(status, body).forEver();
        Attempts attempts = new Attempts(parts.time);
        Submission submission =
                new Submission(Endpoint.FILL, new Pieces(List.of()), Parts.ORIGIN, parts.in(3), parts.in(3));
        try {
            SubmittedTask task = parts.bfl.submitter().submit(submission, attempts);
            demand(!task.handle().id().isEmpty(), "a task without an id");
        } catch (FluxFillException failure) {
            demand(failure.type() != ErrorType.INTERNAL, failure.toString());
            String id = id(body);
            boolean lost =
                    status / 100 == 2 && !id.isEmpty() && !failure.describe().contains("\"id\"");
            demand(!lost, "the task " + id + " is lost: " + failure);
        }
    }

    private static void poll(int status, byte[] body) {
        Parts parts = new Parts();
        parts.bflHost.answers(status, body).forEver();
        try {
            parts.bfl.poller().poll(TaskHandle.of("abc", Parts.POLLING_URL), parts.in(3), new Attempts(parts.time));
        } catch (FluxFillException failure) {
            demand(failure.type() != ErrorType.INTERNAL, failure.toString());
            demand(failure.task().isPresent(), "the task is not named: " + failure);
        }
    }

    /** Empty also for a fraction, which is nobody's id, and for what is no UTF-8, where Jackson may take one name for another. */
    private static String id(byte[] body) {
        if (!Arrays.equals(new String(body, UTF_8).getBytes(UTF_8), body)) {
            return "";
        }
        try {
            JsonNode json = JSON.readTree(body);
            JsonNode id = json == null ? MissingNode.getInstance() : json.path("id");
            return id.isFloatingPointNumber() ? "" : id.asText("");
        } catch (IOException e) {
            return "";
        }
    }

    private static void demand(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }
}
