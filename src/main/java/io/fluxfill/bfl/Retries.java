package io.fluxfill.bfl;

import io.fluxfill.error.FluxFillException;
import io.fluxfill.waiting.Backoff;
import io.fluxfill.waiting.Deadline;
import io.fluxfill.waiting.Sleeper;
import java.time.Duration;

/** Repeats an exchange with BFL until it succeeds or fails for good, the tries are used up, or the time is. */
final class Retries {
    private final Backoff backoff;
    private final Sleeper sleeper;

    Retries(Backoff backoff, Sleeper sleeper) {
        this.backoff = backoff;
        this.sleeper = sleeper;
    }

    /**
     * When to stop.
     *
     * @param maxTries the most tries
     * @param repeatUntil when no further try may begin; it does not end one that is under way
     * @param shortest a try that would have less time than this is not begun
     * @param end when the last try must have ended
     */
    record Limits(int maxTries, Deadline repeatUntil, Duration shortest, Deadline end) {

        /** As often as there is time for. */
        static Limits until(Deadline end) {
            return new Limits(Integer.MAX_VALUE, end, Duration.ZERO, end);
        }
    }

    /** One try. */
    @FunctionalInterface
    interface Try<T> {

        /**
         * Makes the try.
         *
         * @throws RetryableException where another try makes sense
         * @throws FluxFillException where it makes none
         */
        T perform() throws RetryableException;
    }

    /** A try failed in a way that another one may mend. */
    static final class RetryableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient FluxFillException failure;

        /** @param failure what the caller is told, should there be no other try */
        RetryableException(FluxFillException failure) {
            super(failure.sentence(), null, false, false);
            this.failure = failure;
        }
    }

    /**
     * Makes a try, and another one after a pause where it asks for that.
     *
     * @param noTime what the caller is told where there is no time for a single try
     * @throws FluxFillException the failure of the last try
     */
    <T> T perform(Limits limits, FluxFillException noTime, Try<T> oneTry) {
        FluxFillException trouble = noTime;
        for (int tries = 0; tries < limits.maxTries(); tries++) {
            if (tries > 0) {
                Duration pause = backoff.after(tries, trouble.retryAfter());
                boolean tooLate = limits.repeatUntil().left().compareTo(pause) <= 0
                        || limits.end().left().compareTo(pause.plus(limits.shortest())) <= 0;
                if (tooLate) {
                    break;
                }
                sleeper.sleep(pause);
            }
            // Also after a pause: a process that was frozen meanwhile has slept longer.
            if (limits.end().left().compareTo(limits.shortest()) <= 0) {
                break;
            }
            try {
                return oneTry.perform();
            } catch (RetryableException e) {
                trouble = e.failure;
            }
        }
        throw trouble;
    }
}
