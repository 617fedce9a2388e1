package io.fluxfill.rules;

import java.util.List;

/**
 * One broken rule, in the shape and wording of FastAPI, as BFL answers it.
 *
 * @param type FastAPI's (pydantic's) name of the rule, such as {@code greater_than_equal}
 * @param loc where: {@code ["body", "steps"]}
 * @param msg the sentence for a person; it never quotes the value
 */
public record ValidationError(String type, List<String> loc, String msg) {
    private static final String UNKNOWN_FIELD = "extra_forbidden";

    public ValidationError {
        loc = List.copyOf(loc);
    }

    /** A fault of a field of the request's body. */
    public static ValidationError inBody(String type, String field, String msg) {
        return new ValidationError(type, List.of("body", field), msg);
    }

    /** A fault of a field of the body that breaks a rule of this project's own, told as pydantic tells a validator's. */
    public static ValidationError ofValue(String field, String rule) {
        return inBody("value_error", field, "Value error, " + rule);
    }

    /** The fault of a field that nobody knows. Its name is the caller's text, and may be anything. */
    public static ValidationError ofUnknownField(String name) {
        return inBody(UNKNOWN_FIELD, name, "Extra inputs are not permitted");
    }

    /** Whether {@code loc} ends in a name of the caller's own making. */
    boolean isOfUnknownField() {
        return type.equals(UNKNOWN_FIELD);
    }
}
