package io.fluxfill.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.bfl.Task;
import io.fluxfill.bfl.TaskHandle;
import io.fluxfill.bfl.TaskPoller;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.fill.FillResult;
import io.fluxfill.fill.FillService;
import io.fluxfill.fill.RequestOptions;
import io.fluxfill.log.EventRecord;
import io.fluxfill.rules.Checked;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.rules.FillRequest;
import io.fluxfill.rules.FillRules;
import io.fluxfill.rules.InvalidRequest;
import io.fluxfill.rules.ValidationError;
import io.fluxfill.storage.Keeping;
import io.fluxfill.storage.PictureKeeper;
import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.S3Pictures;
import io.fluxfill.waiting.Deadline;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * BFL's routes, bodies and status codes, so that a client written for BFL works when pointed at this endpoint.
 *
 * <p>Beyond BFL's API: {@code Prefer: wait=N} waits for the picture, and the {@code polling_url} given out points back
 * here. It carries BFL's own polling URL as a parameter, because only the region that took a task knows it.
 */
public final class HttpFace {
    private static final String GET_RESULT = "/v1/get_result";
    private static final String POLLING_URL = "polling_url";

    /** How long a submit is repeated for a client that does not say that it waits. */
    private static final Duration SUBMIT_PATIENCE = Duration.ofSeconds(2);

    private final FillRules rules;
    private final FillService fills;
    private final TaskPoller poller;
    private final JsonBodies bodies;
    private final S3Pictures pictures;
    private final PictureKeeper keeper;
    private final Optional<S3Location> output;
    private final UploadRoute uploads;

    /**
     * @param pictures fetches the pictures that requests name in S3
     * @param keeper makes links to copies
     * @param output where finished pictures are kept, if they are: callers have no say in this
     */
    public HttpFace(
            FillRules rules,
            FillService fills,
            TaskPoller poller,
            JsonBodies bodies,
            S3Pictures pictures,
            PictureKeeper keeper,
            Optional<S3Location> output,
            UploadRoute uploads) {
        this.rules = rules;
        this.fills = fills;
        this.poller = poller;
        this.bodies = bodies;
        this.pictures = pictures;
        this.keeper = keeper;
        this.output = output;
        this.uploads = uploads;
    }

    /**
     * Answers a request.
     *
     * @param end when the answer must leave
     * @param event takes note of what is done
     * @throws FluxFillException for what is not BFL's own answer; {@link #failure} turns it into one
     */
    public HttpResponse answer(HttpRequest request, Deadline end, EventRecord event) {
        String route = request.address().path();
        for (Endpoint endpoint : Endpoint.values()) {
            if (route.equals(endpoint.path())) {
                return request.method().equals("POST")
                        ? submit(endpoint, request, end, event)
                        : methodNotAllowed("POST", event);
            }
        }
        if (route.equals(GET_RESULT)) {
            return request.method().equals("GET") ? getResult(request, end, event) : methodNotAllowed("GET", event);
        }
        if (route.equals(UploadRoute.PATH)) {
            return request.method().equals("POST") ? upload(request, event) : methodNotAllowed("POST", event);
        }
        return refusal(404, "There is no such path here.", event);
    }

    /** The answer to a request that failed. A task's handle in it is of use to the caller, who cannot ask BFL. */
    public static HttpResponse failure(HttpRequest request, FluxFillException failure) {
        ObjectNode body = failure.data().deepCopy();
        if (body.has(POLLING_URL)) {
            TaskHandle handle = new TaskHandle(
                    body.path("id").asText(), body.get(POLLING_URL).asText());
            body.put(POLLING_URL, pollingUrl(handle, request));
        }
        if (!body.has("detail")) {
            body.put("detail", failure.getMessage()).put("type", failure.type().code());
        }
        HttpResponse response = HttpResponse.of(failure.httpStatus(), body);
        boolean retryable = failure.type() == ErrorType.RATE_LIMITED || failure.type() == ErrorType.UNAVAILABLE;
        return retryable ? response.with("retry-after", seconds(failure.retryAfter())) : response;
    }

    private HttpResponse submit(Endpoint endpoint, HttpRequest request, Deadline end, EventRecord event) {
        Optional<Duration> preferred = Prefer.wait(request.headers().all("prefer"));
        Duration wait = preferred.orElse(Duration.ZERO);
        event.submits(endpoint, wait);
        FillRequest fill = check(endpoint, request, end);
        HttpRequest answered = request.withoutBody();
        FillResult result =
                fills.fill(fill, new RequestOptions(wait, submitPatience(preferred), output), end, event.attempts());
        event.endedWith(result);
        return result.task().status().isTerminal()
                ? finished(statusOfSubmit(result.task()), withHandle(result, answered), preferred)
                : accepted(result, answered, preferred.isPresent());
    }

    /** A client that prefers no wait has a timeout and a retry of its own, which a longer patience would cross. */
    private static Duration submitPatience(Optional<Duration> preferred) {
        return preferred.isPresent() ? RequestOptions.AS_LONG_AS_THERE_IS_TIME : SUBMIT_PATIENCE;
    }

    /**
     * The status code that BFL tells a finished task with, as its clients expect it; but for those codes that make clients
     * repeat what they sent, which was a submit here, and for the one of a path that is not there.
     */
    private static int statusOfSubmit(Task task) {
        return task.httpStatus() == 422 ? 422 : 200;
    }

    /** BFL's own answer to a submit; with a wait that ended first, as RFC 7240 has it. */
    private static HttpResponse accepted(FillResult result, HttpRequest request, boolean waited) {
        ObjectNode body = result.submitted().orElseThrow().accepted().body().deepCopy();
        if (result.handle().pollingUrl() == null) {
            return HttpResponse.of(200, body);
        }
        String pollingUrl = pollingUrl(result.handle(), request);
        body.put(POLLING_URL, pollingUrl);
        if (!waited) {
            return HttpResponse.of(200, body);
        }
        body.put("status", result.task().word());
        return HttpResponse.of(202, body).with("location", pollingUrl).with("retry-after", "1");
    }

    private HttpResponse getResult(HttpRequest request, Deadline end, EventRecord event) {
        Optional<Duration> preferred = Prefer.wait(request.headers().all("prefer"));
        Duration wait = preferred.orElse(Duration.ZERO);
        event.picksUp(wait);
        TaskHandle handle = handle(request);
        FillResult result = fills.pickUp(handle, new RequestOptions(wait, output), end, event.attempts());
        event.endedWith(result);
        return switch (result.task().status()) {
            case UNFINISHED -> HttpResponse.of(200, result.task().body());
            case NOT_FOUND -> finished(404, withCopy(result, request), preferred);
            default -> finished(result.task().httpStatus(), withCopy(result, request), preferred);
        };
    }

    private HttpResponse upload(HttpRequest request, EventRecord event) {
        event.opensUpload();
        return uploads.answer(request);
    }

    private static HttpResponse finished(int status, ObjectNode body, Optional<Duration> preferred) {
        HttpResponse response = HttpResponse.of(status, body);
        return preferred
                .map(wait -> response.with("preference-applied", "wait=" + wait.toSeconds()))
                .orElse(response);
    }

    /** For a submit, which nobody else can say where to poll, whatever has become of the task. */
    private ObjectNode withHandle(FillResult result, HttpRequest request) {
        ObjectNode body = withCopy(result, request);
        if (result.handle().pollingUrl() != null) {
            body.put(POLLING_URL, pollingUrl(result.handle(), request));
        }
        return body;
    }

    /**
     * The task's body: its sample is the copy, where there is one, since BFL's own is gone ten minutes later. Where the
     * copy failed, it says how to ask for another try.
     */
    private ObjectNode withCopy(FillResult result, HttpRequest request) {
        ObjectNode body = result.task().body();
        if (result.keeping() instanceof Keeping.Kept kept && body.get("result") instanceof ObjectNode picture) {
            keeper.link(kept.picture()).ifPresent(link -> picture.put("sample", link.toString()));
        } else if (result.keeping() instanceof Keeping.Failed failed) {
            body.put("warning", failed.reason());
            if (result.handle().pollingUrl() != null) {
                body.put(POLLING_URL, pollingUrl(result.handle(), request));
            }
        }
        return body;
    }

    private FillRequest check(Endpoint endpoint, HttpRequest request, Deadline end) {
        Checked checked = rules.check(endpoint, bodies.object(request), pictures.until(end));
        if (checked instanceof Checked.Invalid invalid) {
            throw InvalidRequest.of(invalid.faults());
        }
        return ((Checked.Valid) checked).request();
    }

    private TaskHandle handle(HttpRequest request) {
        String id = request.query().get("id");
        if (id == null) {
            throw InvalidRequest.of(List.of(new ValidationError("missing", List.of("query", "id"), "Field required")));
        }
        TaskHandle handle = new TaskHandle(id, request.query().get(POLLING_URL));
        if (!poller.canPollForCaller(handle)) {
            throw InvalidRequest.of(List.of(new ValidationError(
                    "value_error",
                    List.of("query", POLLING_URL),
                    "Value error, polling_url must be the one that was given for this task")));
        }
        return handle;
    }

    private static String pollingUrl(TaskHandle handle, HttpRequest request) {
        return request.address().endpoint() + GET_RESULT + "?id=" + encode(handle.id()) + "&" + POLLING_URL + "="
                + encode(handle.pollingUrl());
    }

    private static HttpResponse methodNotAllowed(String allowed, EventRecord event) {
        return refusal(405, "This path takes " + allowed + " only.", event).with("allow", allowed);
    }

    private static HttpResponse refusal(int status, String detail, EventRecord event) {
        event.refused();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return HttpResponse.of(status, body.put("detail", detail).put("type", ErrorType.INVALID_REQUEST.code()));
    }

    /** Whole seconds, rounded up; one where nothing is known. */
    private static String seconds(Optional<Duration> wait) {
        long millis = wait.orElse(Duration.ofSeconds(1)).toMillis();
        return Long.toString(Math.max(1, (millis + 999) / 1000));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
