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
final class ResponseReader {
    private final ObjectReader json;
    private final TruncatedJson truncated = new TruncatedJson();
    private final Clock clock;

    ResponseReader(ObjectMapper json, Clock clock) {
        // Numbers are passed on as BFL wrote them: start times would come out as 1.795E9.
        this.json = json.reader()
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .with(JsonNodeFactory.withExactBigDecimals(true));
        this.clock = clock;
    }

    /**
     * What an answer says. It never throws: an answer that cannot be read may be that of a paid submit.
     *
     * @param key the key that was sent; it is struck from what is said
     */
    ParsedBody body(BflResponse response, String key) {
        ParsedBody body = read(response.body());
        return new ParsedBody(new KeyRedaction(key).in(body.json()), body.whole());
    }

    private ParsedBody read(byte[] body) {
        try {
            JsonNode tree = json.readTree(body);
            return new ParsedBody(tree == null ? MissingNode.getInstance() : tree, true);
        } catch (IOException | RuntimeException e) {
            // Jackson lets out what the JDK throws at a number such as 1e99999999999.
            return truncated.of(body);
        }
    }

    /**
     * Whether an answer is a page of something on the way, such as a firewall, and no refusal of BFL's: BFL's own come as
     * JSON. What was sent did not reach BFL, and its key was not refused.
     */
    static boolean isPageOnTheWay(BflResponse response, ParsedBody body) {
        return (response.status() == 401 || response.status() == 403) && !body.isJson();
    }

    /** A page of something on the way. */
    static FluxFillException stoppedOnTheWay(BflResponse response) {
        return new FluxFillException(
                ErrorType.UNAVAILABLE,
                "Something on the way to BFL refused the request (HTTP " + response.status()
                        + " with a page that is no JSON): BFL's key was not refused.");
    }

    /** A 429. */
    FluxFillException rateLimited(BflResponse response, ParsedBody body) {
        return told(response, body, new FluxFillException(ErrorType.RATE_LIMITED, "BFL answered 429, too many tasks."));
    }

    /** A 503, or whatever else is BFL's own trouble. */
    FluxFillException unavailable(BflResponse response, ParsedBody body) {
        return told(
                response,
                body,
                new FluxFillException(
                        ErrorType.UNAVAILABLE, "BFL is not available (it answered HTTP " + response.status() + ")."));
    }

    /** The failure, with the wait that the answer's header asks for. */
    FluxFillException withRetryAfter(BflResponse response, FluxFillException trouble) {
        return RetryAfter.in(response, MissingNode.getInstance(), clock)
                .map(trouble::withRetryAfter)
                .orElse(trouble);
    }

    /** The failure with BFL's reason, and with the wait that header and body ask for. */
    private FluxFillException told(BflResponse response, ParsedBody body, FluxFillException trouble) {
        FluxFillException told = trouble.quoting(Reason.in(body.json()).said());
        return RetryAfter.in(response, body.json(), clock)
                .map(told::withRetryAfter)
                .orElse(told);
    }
}
