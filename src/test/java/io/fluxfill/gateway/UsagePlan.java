package io.fluxfill.gateway;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What each key may do: so many requests a second, with limits of their own for some methods, and so many a day.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html">usage
 *     plans</a>
 */
final class UsagePlan {
    private final Optional<Throttle> throttle;
    private final Map<String, Throttle> methods;
    private final Optional<Integer> requestsPerDay;
    private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> used = new ConcurrentHashMap<>();

    /**
     * @param throttle for each key, all methods together
     * @param methods for each key and a method that has its own, by {@code /resource/METHOD}
     * @param requestsPerDay the quota of each key
     */
    UsagePlan(Optional<Throttle> throttle, Map<String, Throttle> methods, Optional<Integer> requestsPerDay) {
        this.throttle = throttle;
        this.methods = Map.copyOf(methods);
        this.requestsPerDay = requestsPerDay;
    }

    /** Counts a request of a key; what stands against it, if anything does. */
    Optional<GatewayError> refusal(String keyId, Route route, Instant now) {
        String method = route.resource() + "/" + route.method();
        boolean own = methods.containsKey(method);
        Optional<Throttle> limit = own ? Optional.of(methods.get(method)) : throttle;
        String bucket = keyId + (own ? method : "");
        boolean late = limit.isPresent()
                && !buckets.computeIfAbsent(bucket, any -> new TokenBucket(limit.get(), now))
                        .take(now);
        if (late) {
            return Optional.of(GatewayError.THROTTLED);
        }
        String day = keyId + " " + LocalDate.ofInstant(now, ZoneOffset.UTC);
        int count = used.computeIfAbsent(day, any -> new AtomicInteger()).incrementAndGet();
        return requestsPerDay.filter(quota -> count > quota).map(quota -> GatewayError.QUOTA_EXCEEDED);
    }
}
