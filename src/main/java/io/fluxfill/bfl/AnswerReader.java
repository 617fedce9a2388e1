package io.fluxfill.bfl;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import java.io.IOException;
import java.time.Clock;

/** What BFL's answers say, whatever was asked: their JSON, and the failures that mean "not now". */
final class AnswerReader {
    private final ObjectReader json;
    private final Clock clock;

    AnswerReader(ObjectMapper json, Clock clock) {
        // Numbers are passed on as BFL wrote them: start times would come out as 1.795E9.
        this.json = json.reader()
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .with(JsonNodeFactory.withExactBigDecimals(true));
        this.clock = clock;
    }

    /** The body as JSON; a missing node where it is none. */
    JsonNode content(Answer answer) {
        try {
            JsonNode content = json.readTree(answer.body());
            return content == null ? MissingNode.getInstance() : content;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** A 429. */
    FluxFillException rateLimited(Answer answer) {
        return withRetryAfter(
                answer, new FluxFillException(ErrorType.RATE_LIMITED, "BFL answered 429, too many tasks."));
    }

    /** A 503, or whatever else is BFL's own trouble. */
    FluxFillException unavailable(Answer answer) {
        return withRetryAfter(
                answer,
                new FluxFillException(
                        ErrorType.UNAVAILABLE, "BFL is not available (it answered HTTP " + answer.status() + ")."));
    }

    /** The failure, with the wait that the answer asks for. */
    FluxFillException withRetryAfter(Answer answer, FluxFillException trouble) {
        return answer.retryAfter()
                .flatMap(header -> RetryAfter.parse(header, clock))
                .map(trouble::withRetryAfter)
                .orElse(trouble);
    }
}
