package io.fluxfill.dev.http;

import java.time.Duration;

/**
 * How an answer goes out.
 *
 * @param before how long the client waits for its first byte
 * @param during over how long the body is spread, byte by byte
 * @param complete whether the body goes out to its end; otherwise half of it does, and the connection stays open
 */
public record Pace(Duration before, Duration during, boolean complete) {

    /** At once, and all of it. */
    public static final Pace AT_ONCE = new Pace(Duration.ZERO, Duration.ZERO, true);
}
