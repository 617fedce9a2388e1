package io.fluxfill.dev;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.dev.http.Reply;

/** The deployed API's own answers to what the function does not answer, as {@code infra/openapi.yaml} has them. */
final class GatewayAnswers {
    private GatewayAnswers() {}

    /** {@code REQUEST_TOO_LARGE}. */
    static Reply tooLarge() {
        return reply(
                413,
                "The request is too large. Put the pictures into S3 first, with POST /v1/uploads.",
                "InvalidRequest");
    }

    /** {@code DEFAULT_5XX} and {@code INTEGRATION_TIMEOUT}: the function had the request, and nobody knows what it did. */
    static Reply noAnswer() {
        return reply(
                424,
                "The function gave no answer. A fill that was submitted by this request may have been accepted and"
                        + " paid.",
                "SubmitUnknown");
    }

    /** {@code INTEGRATION_FAILURE}: the function never had it. */
    static Reply notHandled() {
        return reply(503, "The function does not run. This request was not handled: repeat it.", "Unavailable")
                .with("Retry-After", "1");
    }

    private static Reply reply(int status, String detail, String type) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return Reply.json(status, body.put("detail", detail).put("type", "FluxFill." + type));
    }
}
