package io.fluxfill.guard;

import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.waiting.Deadline;
import io.fluxfill.waiting.Durations;
import io.fluxfill.waiting.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/**
 * Who wants to submit, and what they have for it.
 *
 * @param owner a word that nobody else has
 * @param charges what it counts
 * @param end when the answer must leave
 */
record Holder(String owner, GuardTable table, List<Charge> charges, Deadline end, Time time) {
    /** More time than this for the table would be taken from the submit. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(3);

    /** What a step after the submit gets when there is no time left: an invocation's margin is longer. */
    private static final Duration SHORTEST_STEP = Duration.ofMillis(300);

    /** When whoever holds this cannot be alive any more. */
    Instant until() {
        return now().plus(end.left()).plus(GuardedSubmitter.AFTER_THE_END);
    }

    Instant now() {
        return time.clock().instant();
    }

    /**
     * A step before the submit.
     *
     * @param step takes the time that it may take
     * @throws FluxFillException {@link ErrorType#UNAVAILABLE} where it may have happened or not: nothing was sent
     */
    <T> T before(Function<Duration, T> step) {
        try {
            return step.apply(Durations.shorter(end.left(), LONGEST_STEP));
        } catch (TableException trouble) {
            throw new FluxFillException(
                    ErrorType.UNAVAILABLE,
                    "The table of the charge guard could not be asked: " + trouble.getMessage()
                            + ". Nothing was submitted.");
        }
    }

    /**
     * The step that asks for the right to submit. Where it may have happened or not, it is undone: left as it is, it would
     * count as a doubt though nothing was sent.
     *
     * @throws FluxFillException as {@link #before} does
     */
    <T> T asking(Function<Duration, T> step, Runnable undo) {
        try {
            return before(step);
        } catch (FluxFillException trouble) {
            ifPossible(undo);
            throw trouble;
        }
    }

    /** A step without which nothing is lost: there is a doubt more, at most. */
    static void ifPossible(Runnable step) {
        try {
            step.run();
        } catch (TableException e) {
            // What its caller is told does not depend on it.
        }
    }

    /** The time that a step after the submit may take. */
    Duration after() {
        return Durations.clamp(end.left(), SHORTEST_STEP, LONGEST_STEP);
    }

    /** What is told where a charge goes over a budget. */
    FluxFillException overBudget(Charge charge) {
        String whose = charge.ofCaller() ? " this caller" : "";
        Instant now = now();
        Instant midnight = LocalDate.ofInstant(now, ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        return new FluxFillException(
                        ErrorType.BUDGET_EXCEEDED,
                        "The " + charge.budget() + " credits that the owner of this endpoint allows" + whose
                                + " for a day (UTC) are used up. Nothing was submitted.")
                .withRetryAfter(Duration.between(now, midnight));
    }
}
