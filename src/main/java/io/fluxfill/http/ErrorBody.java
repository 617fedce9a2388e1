package io.fluxfill.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.FluxFillException;
import java.time.Duration;
import java.util.Optional;

/** Answers a request that failed. */
final class ErrorBody {
    private static final String DETAIL = "detail";

    private ErrorBody() {}

    /**
     * The answer: {@code {"detail", "type"}}, or FastAPI's list of faults as {@code detail}. A task in it is of use to the
     * caller, who cannot ask BFL.
     */
    static HttpResponse of(FluxFillException failure, HttpRequest request) {
        ObjectNode body = failure.data().deepCopy();
        failure.task().ifPresent(task -> {
            body.put(ResultUrl.ID, task.id());
            ResultUrl.of(task, request).ifPresent(url -> body.put(ResultUrl.POLLING_URL, url));
        });
        if (!body.has(DETAIL)) {
            body.put(DETAIL, failure.getMessage()).put("type", failure.type().code());
        }
        HttpResponse response = HttpResponse.of(failure.httpStatus(), body);
        return failure.type().retry().afterSomeTime()
                ? response.with("retry-after", seconds(failure.retryAfter()))
                : response;
    }

    /** Whole seconds, rounded up; one where nothing is known. */
    private static String seconds(Optional<Duration> wait) {
        long millis = wait.orElse(Duration.ofSeconds(1)).toMillis();
        return Long.toString(Math.max(1, (millis + 999) / 1000));
    }
}
