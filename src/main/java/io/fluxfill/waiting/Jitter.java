package io.fluxfill.waiting;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Spreads waits that would otherwise fall together, so that many callers do not come back in step. */
public final class Jitter {
    /** The most that is taken off, as a part of the whole. */
    static final double SPREAD = 0.25;

    private final DoubleSupplier random;

    /** @param random numbers from 0 (inclusive) to 1 (exclusive) */
    public Jitter(DoubleSupplier random) {
        this.random = random;
    }

    /** A wait between three quarters of {@code wait} and all of it. */
    public Duration of(Duration wait) {
        return Duration.ofNanos((long) (wait.toNanos() * (1 - SPREAD * random.getAsDouble())));
    }
}
