package io.fluxfill.waiting;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait between two polls of a task: a tenth of the time waited so far, from a quarter of a second to five
 * seconds, with jitter. A picture is so found within a tenth of the time it took (a usual one of 4.5 s within half a
 * second), and a long wait costs few requests.
 */
public final class PollInterval {
    static final Duration SHORTEST = Duration.ofMillis(250);
    static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int PART = 10;

    private final Jitter jitter;

    /** @param random numbers from 0 (inclusive) to 1 (exclusive) */
    public PollInterval(DoubleSupplier random) {
        this.jitter = new Jitter(random);
    }

    /** The wait before the next poll, when {@code waited} has gone by since the wait began. */
    public Duration after(Duration waited) {
        return jitter.of(Durations.clamp(waited.dividedBy(PART), SHORTEST, LONGEST));
    }
}
