package io.fluxfill.log;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.bfl.Attempts;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.error.SafeText;
import io.fluxfill.fill.FillResult;
import io.fluxfill.rules.Endpoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is noted of one event while it is worked on. It takes no prompt, picture, key or URL, so that none can be logged.
 */
public final class EventRecord {
    private final Attempts attempts = new Attempts();
    private final ObjectNode line = JsonNodeFactory.instance.objectNode();
    private final Clock clock;
    private final Instant began;

    EventRecord(String requestId, boolean coldStart, Clock clock) {
        this.clock = clock;
        this.began = clock.instant();
        line.put("time", began.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("request_id", requestId)
                .put("cold_start", coldStart);
    }

    /** Counts what is sent to BFL. */
    public Attempts attempts() {
        return attempts;
    }

    /** The kind of event. */
    public void face(String face) {
        line.put("face", face);
    }

    /** A fill is submitted. */
    public void submits(Endpoint endpoint, Duration wait) {
        line.put("action", "submit").put("endpoint", endpoint.operation()).put("wait_ms", wait.toMillis());
    }

    /** An earlier task is picked up. */
    public void picksUp(Duration wait) {
        line.put("action", "pick-up").put("wait_ms", wait.toMillis());
    }

    /** A place for an upload is asked for. */
    public void opensUpload() {
        line.put("action", "upload");
    }

    /** The task as it stands when the answer leaves. */
    public void endedWith(FillResult result) {
        line.put("id", SafeText.of(result.handle().id()));
        line.put("outcome", SafeText.of(result.task().word()));
        if (result.task().body().path("cost").isNumber()) {
            line.set("cost", result.task().body().get("cost"));
        }
    }

    /** The event ends in a failure. */
    public void failedWith(FluxFillException failure) {
        line.put("outcome", failure.type().code()).put("message", failure.sentence());
        if (failure.data().path("id").isTextual()) {
            line.put("id", SafeText.of(failure.data().get("id").textValue()));
        }
    }

    /** The event asks for what there is not: a wrong path or method. */
    public void refused() {
        line.put("outcome", ErrorType.INVALID_REQUEST.code());
    }

    /** The status code of an HTTP answer. */
    public void httpStatus(int status) {
        line.put("http_status", status);
    }

    /** The whole line. */
    String toLine() {
        line.put("submit_attempts", attempts.submits())
                .put("polls", attempts.polls())
                .put("duration_ms", Duration.between(began, clock.instant()).toMillis());
        return line.toString();
    }
}
