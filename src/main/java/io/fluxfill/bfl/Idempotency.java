package io.fluxfill.bfl;

import java.util.List;

/** By what a repetition of a request is recognised. BFL has no idempotency key; a guard before the submit has. */
public sealed interface Idempotency {

    /**
     * The caller's own key.
     *
     * @param value any text
     * @param loc where the request has it, as in a fault: {@code ["body", "idempotency_key"]}
     */
    record Key(String value, List<String> loc) implements Idempotency {
        /** The most characters that a key may have. */
        public static final int LONGEST = 255;

        public Key {
            loc = List.copyOf(loc);
        }
    }

    /**
     * The id of the invocation, which is the same when Lambda itself repeats an asynchronous one.
     *
     * @param requestId empty where there is none, as outside of Lambda
     */
    record Event(String requestId) implements Idempotency {}

    /** The request itself, for callers that name no key: HTTP clients whose SDK repeats what failed. */
    record SameRequest() implements Idempotency {}
}
