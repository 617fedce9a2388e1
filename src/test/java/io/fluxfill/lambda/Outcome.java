package io.fluxfill.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;

/**
 * How an invocation ended.
 *
 * @param payload the result, or {@code {errorType, errorMessage}}
 * @param failed whether it is a function error
 */
record Outcome(byte[] payload, boolean failed) {

    /** The function's own error. */
    static Outcome error(byte[] payload) {
        return new Outcome(payload, true);
    }

    /** An error that Lambda tells of in the function's place. */
    static Outcome error(String errorType, String errorMessage) {
        return error(JsonNodeFactory.instance
                .objectNode()
                .put("errorType", errorType)
                .put("errorMessage", errorMessage)
                .toString()
                .getBytes(StandardCharsets.UTF_8));
    }
}
