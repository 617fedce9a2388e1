package io.fluxfill.rules;

import java.util.List;

/** The outcome of checking a body. */
public sealed interface Checked {

    /** The body keeps all rules. */
    record Valid(FillRequest request) implements Checked {}

    /** The body breaks rules: each of them, in the order of BFL's fields, and those about pictures last. */
    record Invalid(List<ValidationError> faults) implements Checked {
        public Invalid {
            faults = List.copyOf(faults);
        }
    }
}
