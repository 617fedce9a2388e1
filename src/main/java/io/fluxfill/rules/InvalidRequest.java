package io.fluxfill.rules;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.error.SafeText;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Turns broken rules into the failure that callers see. */
public final class InvalidRequest {
    /** The sentence names this many faults; the list beside it has them all. */
    private static final int NAMED = 5;

    /** The list has this many: an event can have a million unknown fields. */
    private static final int LISTED = 100;

    private InvalidRequest() {}

    /**
     * A failure that names every fault, up to a hundred.
     *
     * @param faults at least one
     * @return {@link ErrorType#INVALID_REQUEST}, its data {@code {"detail": [{type, loc, msg}]}} as FastAPI answers
     */
    public static FluxFillException of(List<ValidationError> faults) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode detail = data.putArray("detail");
        for (ValidationError fault : faults.subList(0, Math.min(faults.size(), LISTED))) {
            ObjectNode one = detail.addObject().put("type", fault.type());
            ArrayNode loc = one.putArray("loc");
            fault.loc().forEach(place -> loc.add(SafeText.of(place)));
            one.put("msg", fault.msg());
        }
        return new FluxFillException(ErrorType.INVALID_REQUEST, sentence(faults, InvalidRequest::nameForLog))
                .toldAs(sentence(faults, InvalidRequest::nameForCaller))
                .with(data);
    }

    private static String sentence(List<ValidationError> faults, Function<ValidationError, String> name) {
        String named = faults.stream()
                .limit(NAMED)
                .map(fault -> name.apply(fault) + ": " + fault.msg())
                .collect(Collectors.joining("; "));
        String more = faults.size() > NAMED ? "; and " + (faults.size() - NAMED) + " more" : "";
        return "The request is not valid: " + named + more + ".";
    }

    /** The name of an unknown field is the caller's text, and may be a prompt, a key or a picture in the wrong place. */
    private static String nameForLog(ValidationError fault) {
        return fault.isOfUnknownField() ? "an unknown field" : nameForCaller(fault);
    }

    private static String nameForCaller(ValidationError fault) {
        return SafeText.of(fault.loc().get(fault.loc().size() - 1));
    }
}
