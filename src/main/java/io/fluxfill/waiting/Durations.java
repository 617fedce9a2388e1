package io.fluxfill.waiting;

import java.time.Duration;

/** What {@link Duration} cannot do by itself. */
public final class Durations {

    private Durations() {}

    /** Whichever is shorter. */
    public static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** The duration itself where it is between two others, else the nearer of them. */
    public static Duration clamp(Duration duration, Duration shortest, Duration longest) {
        return duration.compareTo(shortest) < 0 ? shortest : shorter(duration, longest);
    }
}
