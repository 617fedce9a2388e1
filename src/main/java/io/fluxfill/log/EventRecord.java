package io.fluxfill.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.bfl.Attempts;
import io.fluxfill.bfl.TaskStatus;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.error.SafeText;
import io.fluxfill.fill.FillResult;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.storage.Keeping;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What is noted of one event while it is worked on. It takes no prompt, picture, key or URL, so that none can be logged.
 *
 * <p>Where there are metrics, a number that is one goes by the {@link Metric}'s name alone, so that a line says nothing
 * twice: {@code DurationMs} on Lambda is {@code duration_ms} elsewhere.
 */
public final class EventRecord {
    private final Attempts attempts;
    private final ObjectNode line = JsonNodeFactory.instance.objectNode();
    private final String requestId;
    private final Optional<String> functionName;
    private final Clock clock;
    private final Instant began;
    private boolean waits;
    private Instant pickedUp;
    private boolean ready;
    private ErrorType error;

    EventRecord(
            String requestId, Optional<String> traceId, boolean coldStart, Optional<String> functionName, Clock clock) {
        this.requestId = requestId;
        this.functionName = functionName;
        this.clock = clock;
        this.attempts = new Attempts(clock);
        this.began = clock.instant();
        line.put("time", began.truncatedTo(ChronoUnit.MILLIS).toString()).put("request_id", requestId);
        traceId.ifPresent(id -> line.put("trace_id", id));
        yesOrNo(Metric.COLD_START, "cold_start", coldStart);
    }

    /** Counts what is sent to BFL. */
    public Attempts attempts() {
        return attempts;
    }

    /** The id of the invocation, which is the same when Lambda itself repeats it; empty outside of Lambda. */
    public String requestId() {
        return requestId;
    }

    /** The kind of event. */
    public void face(String face) {
        line.put("face", face);
    }

    /**
     * The id by which the caller finds its event in the log.
     *
     * @param given the caller's own id, if it gave one that may be logged; only then is it a field of its own
     * @return the id to tell the caller: its own, else the id of the invocation
     */
    public String correlatedBy(Optional<String> given) {
        given.ifPresent(id -> line.put("correlation_id", id));
        return given.orElse(requestId);
    }

    /** A fill is submitted. */
    public void submits(Endpoint endpoint, Duration wait) {
        line.put("action", "submit").put("endpoint", endpoint.operation());
        waits(wait);
    }

    /** An earlier task is picked up. */
    public void picksUp(Duration wait) {
        line.put("action", "pick-up");
        pickedUp = clock.instant();
        waits(wait);
    }

    /** A place for an upload is asked for. */
    public void opensUpload() {
        line.put("action", "upload");
    }

    /** The page is shown, or a file of it. */
    public void showsPage() {
        line.put("action", "page");
    }

    /** API Gateway is told whether a request came with a key. */
    public void authorizes(boolean allowed) {
        line.put("action", "authorize").put("outcome", allowed ? "Allow" : "Deny");
    }

    /** The task, and what became of its picture's copy, as they stand when the answer leaves. */
    public void endedWith(FillResult result) {
        TaskStatus status = result.task().status();
        ready = status == TaskStatus.READY;
        error = status.error().orElse(null);
        line.put("id", SafeText.id(result.handle().id()));
        line.put("outcome", error == null ? SafeText.status(result.task().word()) : error.code());
        JsonNode cost = result.task().body().path("cost");
        if (cost.isNumber()) {
            line.set(ready ? name(Metric.CREDITS, "cost") : "cost", cost);
        }
        if (result.keeping() instanceof Keeping.Kept) {
            outputKept();
        } else if (result.keeping() instanceof Keeping.Failed failed) {
            outputFailed(failed);
        }
    }

    /** The event ends in a failure. */
    public void failedWith(FluxFillException failure) {
        failed(failure.type(), failure.sentence());
        failure.task().ifPresent(task -> line.put("id", SafeText.id(task.id())));
    }

    /** The event asks for what there is not: a wrong path or method. */
    public void refused() {
        error = ErrorType.INVALID_REQUEST;
        line.put("outcome", error.code());
    }

    /** The status code of an HTTP answer. */
    public void httpStatus(int status) {
        line.put("http_status", status);
    }

    /** The whole line. */
    String toLine() {
        line.put("submit_attempts", attempts.submits())
                .put("polls", attempts.polls())
                .put(
                        name(Metric.DURATION_MS, "duration_ms"),
                        Duration.between(began, clock.instant()).toMillis());
        if (attempts.replayed()) {
            line.put("replayed", true);
        }
        functionName.ifPresent(this::addMetrics);
        return line.toString();
    }

    private void waits(Duration wait) {
        waits = !wait.isZero();
        line.put("wait_ms", wait.toMillis());
    }

    private void outputKept() {
        yesOrNo(Metric.OUTPUT_KEPT, "output_kept", true);
    }

    /** The picture is ready and paid all the same. */
    private void outputFailed(Keeping.Failed failed) {
        yesOrNo(Metric.OUTPUT_KEPT, "output_kept", false);
        failed(ErrorType.OUTPUT_FAILED, failed.reason());
    }

    private void failed(ErrorType type, String sentence) {
        error = type;
        line.put("outcome", type.code()).put("message", sentence);
    }

    private void addMetrics(String function) {
        if (attempts.submits() > 0) {
            line.put(Metric.SUBMITTED.label(), attempts.accepted().isPresent() ? 1 : 0);
        }
        if (attempts.credits() > 0) {
            line.put(Metric.CREDITS_COUNTED.label(), attempts.credits());
        }
        if (ready) {
            EmbeddedMetrics.count(line, Metric.READY);
        }
        if (error == ErrorType.REQUEST_MODERATED) {
            EmbeddedMetrics.count(line, Metric.REQUEST_MODERATED);
        } else if (error == ErrorType.CONTENT_MODERATED) {
            EmbeddedMetrics.count(line, Metric.CONTENT_MODERATED);
        } else if (error != null) {
            EmbeddedMetrics.failure(line, error);
        }
        waited().ifPresent(time -> line.put(Metric.WAIT_MS.label(), time.toMillis()));
        EmbeddedMetrics.times(line, Metric.POLL_MS, attempts.pollTimes());
        EmbeddedMetrics.describe(line, function, began);
    }

    /** A copy of the picture may be made after the wait, so its end is that of the last poll. */
    private Optional<Duration> waited() {
        Instant from = attempts.acceptedAt().orElse(pickedUp);
        return attempts.lastPolledAt().filter(end -> waits).map(end -> Duration.between(from, end));
    }

    /** Metrics are numbers; people read true and false more easily. */
    private void yesOrNo(Metric metric, String plainName, boolean value) {
        if (functionName.isPresent()) {
            line.put(metric.label(), value ? 1 : 0);
        } else {
            line.put(plainName, value);
        }
    }

    private String name(Metric metric, String plainName) {
        return functionName.isPresent() ? metric.label() : plainName;
    }
}
