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

/**
 * Reads BFL's refusals: an HTTP status from 400 to 499, and a {@link Reason} or a list of faults,
 * {@code {"detail": [{type, loc, msg, input}]}}.
 */
final class Refusal {
    /** There are fewer fields; whoever breaks more rules is told the first ones. */
    private static final int MOST_FAULTS = 20;

    private Refusal() {}

    /**
     * The failure that a refusal is.
     *
     * @param status a status from 400 to 499, but not one that is tried again
     * @param body the answer's JSON, or a missing node
     */
    static FluxFillException of(int status, JsonNode body) {
        Reason reason = Reason.in(body);
        FluxFillException refused = refused(status, reason).quoting(reason.said());
        if (refused.type() != ErrorType.INVALID_REQUEST) {
            return refused;
        }
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        if (body.path("detail") instanceof ArrayNode faults) {
            data.set("detail", SafeText.of(withoutInput(faults)));
        }
        reason.details().ifPresent(details -> data.set("details", details));
        return refused.with(data).withHttpStatus(status == 400 ? 400 : 422);
    }

    private static FluxFillException refused(int status, Reason reason) {
        if (status == 401 || status == 403 || isAboutTheKey(reason)) {
            return new FluxFillException(
                    ErrorType.UNAUTHORIZED, "BFL refused the configured key (HTTP " + status + ").");
        }
        return status == 402
                ? new FluxFillException(ErrorType.INSUFFICIENT_CREDITS, "The BFL account has too few credits.")
                : new FluxFillException(ErrorType.INVALID_REQUEST, "BFL refused the request (HTTP " + status + ").");
    }

    private static boolean isAboutTheKey(Reason reason) {
        return reason.words().toLowerCase(Locale.ROOT).replace('_', ' ').contains("api key");
    }

    /** The faults without {@code input}, which echoes the request, pictures and all. */
    private static ArrayNode withoutInput(ArrayNode detail) {
        ArrayNode faults = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < Math.min(detail.size(), MOST_FAULTS); i++) {
            JsonNode fault = detail.get(i);
            ObjectNode copy = faults.addObject();
            if (fault.isTextual()) {
                copy.set("msg", fault);
            }
            for (String field : List.of("type", "loc", "msg")) {
                if (fault.has(field)) {
                    copy.set(field, fault.get(field));
                }
            }
        }
        return faults;
    }
}
