package io.fluxfill.fill;

import io.fluxfill.waiting.Durations;
import java.time.Duration;

/**
 * How long an answer may take, from the configuration.
 *
 * @param longest the longest wait, whatever is asked for
 * @param functionTimeout the function's own timeout
 * @param httpTimeout the time that an HTTP caller's gateway allows
 * @param margin what is kept free at the end for the answer's way out
 */
public record WaitLimits(Duration longest, Duration functionTimeout, Duration httpTimeout, Duration margin) {

    /** The time that a direct invocation has, from its start. */
    public Duration forInvocation() {
        return functionTimeout.minus(margin);
    }

    /** The time that an HTTP request has, if the function hears of it at once. */
    public Duration forHttp() {
        return forHttp(Duration.ZERO);
    }

    /**
     * The time that an HTTP request has left.
     *
     * @param since how long ago the gateway got it, by the gateway's clock; what makes no sense is ignored
     */
    public Duration forHttp(Duration since) {
        boolean plausible = !since.isNegative() && since.compareTo(httpTimeout) < 0;
        Duration gateway = plausible ? httpTimeout.minus(since) : httpTimeout;
        return Durations.shorter(gateway, functionTimeout).minus(margin);
    }
}
