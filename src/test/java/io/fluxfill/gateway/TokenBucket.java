package io.fluxfill.gateway;

import java.time.Duration;
import java.time.Instant;

/**
 * API Gateway's throttle: a bucket of tokens that is full at first, loses one with each request, and is filled at the rate
 * up to the burst.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html">throttling</a>
 */
final class TokenBucket {
    private final Throttle throttle;
    private double tokens;
    private Instant filledAt;

    TokenBucket(Throttle throttle, Instant now) {
        this.throttle = throttle;
        this.tokens = throttle.burst();
        this.filledAt = now;
    }

    /** Takes a token, if there is one. */
    synchronized boolean take(Instant now) {
        double gained = Duration.between(filledAt, now).toNanos() / 1e9 * throttle.rate();
        tokens = Math.min(throttle.burst(), tokens + gained);
        filledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
