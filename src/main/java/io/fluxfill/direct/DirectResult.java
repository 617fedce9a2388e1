package io.fluxfill.direct;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.bfl.Reason;
import io.fluxfill.bfl.Task;
import io.fluxfill.bfl.TaskStatus;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.fill.FillResult;
import io.fluxfill.storage.Keeping;
import io.fluxfill.storage.KeptPicture;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Writes the result of a direct invocation. */
final class DirectResult {
    /** How long BFL keeps a finished picture. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private DirectResult() {}

    /**
     * The result as JSON.
     *
     * @param now when the answer leaves: what is known of a picture's age where BFL does not tell it
     * @throws FluxFillException with the name that belongs to the status of a task that did not end well, or
     *     {@link ErrorType#OUTPUT_FAILED} where the picture should have been kept
     */
    static ObjectNode of(FillResult result, Instant now) {
        Task task = result.task();
        if (task.status().error().isPresent()) {
            throw failure(result, task.status().error().get());
        }
        if (result.keeping() instanceof Keeping.Failed failed) {
            throw outputFailed(result, failed);
        }
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("id", result.handle().id());
        result.submitted()
                .ifPresent(
                        submitted -> json.put("endpoint", submitted.endpoint().operation()));
        json.put("status", task.word());
        result.handle().pollingUrl().ifPresent(url -> json.put("polling_url", url));
        result.submitted()
                .map(submitted -> submitted.body().path("webhook_url"))
                .filter(JsonNode::isTextual)
                .ifPresent(webhookUrl -> json.set("webhook_url", webhookUrl));
        for (String field : List.of("progress", "result", "cost")) {
            if (task.body().hasNonNull(field)) {
                json.set(field, task.body().get(field));
            }
        }
        if (task.status() == TaskStatus.READY) {
            readyAt(result, now)
                    .map(ready -> ready.plus(KEPT).truncatedTo(ChronoUnit.SECONDS))
                    .ifPresent(expiry -> json.put("expires_at", expiry.toString()));
        }
        if (result.keeping() instanceof Keeping.Kept kept) {
            json.set("output", output(kept.picture()));
            kept.picture().preserved().ifPresent(preserved -> putPreserved(json, preserved));
        }
        result.warning().ifPresent(warning -> json.put("warning", warning));
        return json;
    }

    /**
     * When BFL finished the picture, in its own words where they make sense: seconds since 1970. Without them it was just
     * now, if the task was waited for; the age of an earlier task's picture is unknown.
     */
    private static Optional<Instant> readyAt(FillResult result, Instant now) {
        JsonNode endTime = result.task().result().path("end_time");
        double seconds = endTime.isNumber() ? endTime.doubleValue() : 0;
        boolean inThePast = seconds <= now.getEpochSecond() + 1;
        if (seconds > 0 && inThePast) {
            return Optional.of(Instant.ofEpochMilli((long) (seconds * 1000)));
        }
        return result.submitted().map(submitted -> now);
    }

    private static void putPreserved(ObjectNode json, KeptPicture.Preserved preserved) {
        json.put("preserved", true).put("sent_size", preserved.sent()).put("received_size", preserved.received());
    }

    private static ObjectNode output(KeptPicture picture) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("uri", picture.location().toString())
                .put("content_type", picture.contentType())
                .put("bytes", picture.bytes())
                .put("sha256", picture.sha256());
    }

    /** Errors end up in logs and histories, so the sample comes without its signature; polling gives it anew. */
    private static FluxFillException outputFailed(FillResult result, Keeping.Failed failed) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        String sample = result.task().result().path("sample").asText("");
        if (!sample.isEmpty()) {
            data.put("sample", sample.split("[?#]", 2)[0]);
        }
        return new FluxFillException(ErrorType.OUTPUT_FAILED, failed.reason())
                .about(result.handle())
                .with(data);
    }

    private static FluxFillException failure(FillResult result, ErrorType type) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        Reason reason = result.task().reason();
        reason.details().ifPresent(details -> data.set("details", details));
        return new FluxFillException(type, sentence(type))
                .quoting(reason.said())
                .about(result.handle())
                .with(data);
    }

    private static String sentence(ErrorType type) {
        return switch (type) {
            case REQUEST_MODERATED -> "BFL refused the prompt or a picture; it charges nothing for that.";
            case CONTENT_MODERATED -> "BFL withheld the finished picture; it charges nothing for that.";
            case TASK_NOT_FOUND -> "BFL does not know the task (any more, or at this host).";
            default -> "BFL could not make the picture.";
        };
    }
}
