package io.fluxfill.waiting;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before a request is repeated: doubling from a quarter of a second to five seconds, with jitter. A wait
 * that the server asks for is never cut short.
 */
public final class Backoff {
    static final Duration FIRST = Duration.ofMillis(250);
    static final Duration LONGEST = Duration.ofSeconds(5);

    private final Jitter jitter;

    /** @param random numbers from 0 (inclusive) to 1 (exclusive) */
    public Backoff(DoubleSupplier random) {
        this.jitter = new Jitter(random);
    }

    /**
     * The wait after a failed try.
     *
     * @param tries how many tries have failed, from 1
     * @param asked what the server asked for in {@code Retry-After}
     */
    public Duration after(int tries, Optional<Duration> asked) {
        int doublings = Math.min(tries - 1, 10);
        Duration grown = FIRST.multipliedBy(1L << doublings);
        Duration own = jitter.of(Durations.shorter(grown, LONGEST));
        return asked.filter(wait -> wait.compareTo(own) > 0).orElse(own);
    }
}
