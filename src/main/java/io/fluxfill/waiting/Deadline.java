package io.fluxfill.waiting;

import java.time.Duration;

/** A moment after which something must not go on. A clock that is set meanwhile does not move it. */
public final class Deadline {
    private final Ticker ticker;
    private final long at;

    private Deadline(Ticker ticker, long at) {
        this.ticker = ticker;
        this.at = at;
    }

    /** A deadline that passes when {@code duration} has gone by from now. */
    public static Deadline in(Duration duration, Ticker ticker) {
        return new Deadline(ticker, ticker.nanos() + duration.toNanos());
    }

    /** The time left, zero once the deadline has passed. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, at - ticker.nanos()));
    }

    /** Whether no time is left. */
    public boolean passed() {
        return left().isZero();
    }

    /** A deadline that passes so much earlier. */
    public Deadline earlierBy(Duration duration) {
        return new Deadline(ticker, at - duration.toNanos());
    }

    /** Whichever of the two passes first. */
    public Deadline orSooner(Deadline other) {
        return other.at - at < 0 ? other : this;
    }
}
