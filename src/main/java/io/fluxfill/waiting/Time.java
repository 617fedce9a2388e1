package io.fluxfill.waiting;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * All that has to do with time. Tests have one that passes when they say so.
 *
 * @param clock tells the date
 * @param ticker tells how time goes by
 * @param sleeper lets it go by
 * @param random spreads waits: numbers from 0 (inclusive) to 1 (exclusive)
 */
public record Time(Clock clock, Ticker ticker, Sleeper sleeper, DoubleSupplier random) {

    /** The real one. */
    public static Time system() {
        return new Time(
                Clock.systemUTC(),
                System::nanoTime,
                Time::sleep,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
