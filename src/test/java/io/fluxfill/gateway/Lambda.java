package io.fluxfill.gateway;

import java.time.Duration;

/** The function behind the gateway, as Lambda's Invoke answers for it. */
@FunctionalInterface
interface Lambda {

    /** How a call ended. */
    sealed interface Answer {
        /** The function's result. */
        record Result(byte[] payload) implements Answer {}

        /** The function ended with an error: {@code {errorType, errorMessage}}. */
        record Failure(byte[] payload) implements Answer {}

        /** Lambda did not take the call: as many run as may. */
        record Throttled() implements Answer {}

        /** Lambda did not take the call: the event has more than 6 MB. */
        record TooLarge() implements Answer {}

        /** No answer came in time; the function may run on. */
        record TimedOut() implements Answer {}
    }

    /** Calls the function and waits at most so long. */
    Answer invoke(byte[] event, Duration limit) throws InterruptedException;
}
