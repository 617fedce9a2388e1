package io.fluxfill.waiting;

/**
 * Tells how time goes by, and no date: it never goes back, nor forward in one step, whatever is done to the clock. Tests
 * inject one that moves when they say so.
 */
@FunctionalInterface
public interface Ticker {

    /** Nanoseconds since some moment, as {@link System#nanoTime()}: only the difference of two readings means anything. */
    long nanos();
}
