package io.fluxfill.rules;

import java.util.List;

/**
 * One broken rule, in the shape and wording of FastAPI, as BFL answers it.
 *
 * @param type FastAPI's (pydantic's) name of the rule, such as {@code greater_than_equal}
 * @param loc where: {@code ["body", "steps"]}
 * @param msg the sentence for a person; it never quotes the value
 */
public record Fault(String type, List<String> loc, String msg) {

    public Fault {
        loc = List.copyOf(loc);
    }

    /** A fault of a field of the request's body. */
    public static Fault inBody(String type, String field, String msg) {
        return new Fault(type, List.of("body", field), msg);
    }

    /** A fault of a field of the body that breaks a rule of this project's own, told as pydantic tells a validator's. */
    public static Fault ofValue(String field, String rule) {
        return inBody("value_error", field, "Value error, " + rule);
    }
}
