package io.fluxfill.rules.pydantic;

/** Pydantic's error for one value: the rule's name and the sentence, which never quotes the value. */
public final class PydanticError extends Exception {
    private final String type;

    /**
     * @param type pydantic's name of the rule, such as {@code int_parsing}
     * @param msg pydantic's sentence
     */
    public PydanticError(String type, String msg) {
        // A refused value is an ordinary answer, so nobody looks at a stack trace.
        super(msg, null, false, false);
        this.type = type;
    }

    /** Pydantic's name of the rule. */
    public String type() {
        return type;
    }
}
