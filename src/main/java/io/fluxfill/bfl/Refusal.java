package io.fluxfill.bfl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.error.SafeText;
import java.util.List;
import java.util.Locale;

/** Reads BFL's refusals: an HTTP status from 400 to 499 and {@code {"detail": text | [{type, loc, msg, input}]}}. */
final class Refusal {
    private Refusal() {}

    /**
     * The failure that a refusal is.
     *
     * @param status a status from 400 to 499, but not one that is tried again
     * @param body the answer's JSON, or a missing node
     */
    static FluxFillException of(int status, JsonNode body) {
        JsonNode detail = body.path("detail");
        if (status == 401 || status == 403 || isAboutTheKey(detail)) {
            return new FluxFillException(
                            ErrorType.UNAUTHORIZED, "BFL refused the configured key (HTTP " + status + ").")
                    .quoting(said(detail));
        }
        if (status == 402) {
            return new FluxFillException(ErrorType.INSUFFICIENT_CREDITS, "The BFL account has too few credits.")
                    .quoting(said(detail));
        }
        FluxFillException refused = new FluxFillException(
                        ErrorType.INVALID_REQUEST, "BFL refused the request (HTTP " + status + ").")
                .quoting(said(detail));
        if (detail.isArray()) {
            refused =
                    refused.with(JsonNodeFactory.instance.objectNode().set("detail", withoutInput((ArrayNode) detail)));
        }
        return refused.withHttpStatus(status == 400 ? 400 : 422);
    }

    private static boolean isAboutTheKey(JsonNode detail) {
        return detail.isTextual() && detail.textValue().toLowerCase(Locale.ROOT).contains("api key");
    }

    /** A sentence of its own with what BFL said, where it said anything. */
    private static String said(JsonNode detail) {
        String text = detail.isTextual() ? SafeText.of(detail.textValue()).strip() : "";
        return text.isEmpty() ? "" : " BFL says: " + text;
    }

    /** The faults without {@code input}, which echoes the request, pictures and all. */
    private static ArrayNode withoutInput(ArrayNode detail) {
        ArrayNode faults = JsonNodeFactory.instance.arrayNode();
        for (JsonNode fault : detail) {
            ObjectNode copy = faults.addObject();
            if (fault.isTextual()) {
                copy.set("msg", SafeText.of(fault));
            }
            for (String field : List.of("type", "loc", "msg")) {
                if (fault.has(field)) {
                    copy.set(field, SafeText.of(fault.get(field)));
                }
            }
        }
        return faults;
    }
}
