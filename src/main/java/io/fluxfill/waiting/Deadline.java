package io.fluxfill.waiting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A moment after which something must not go on. */
public final class Deadline {
    private final Clock clock;
    private final Instant at;

    private Deadline(Clock clock, Instant at) {
        this.clock = clock;
        this.at = at;
    }

    /** A deadline that passes when {@code duration} has gone by from now. */
    public static Deadline in(Duration duration, Clock clock) {
        return new Deadline(clock, clock.instant().plus(duration));
    }

    /** The time left, zero once the deadline has passed. */
    public Duration left() {
        Duration left = Duration.between(clock.instant(), at);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether no time is left. */
    public boolean passed() {
        return left().isZero();
    }

    /** A deadline that passes so much earlier. */
    public Deadline earlierBy(Duration duration) {
        return new Deadline(clock, at.minus(duration));
    }

    /** Whichever of the two passes first. */
    public Deadline orSooner(Deadline other) {
        return other.at.isBefore(at) ? other : this;
    }
}
