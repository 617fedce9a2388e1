package io.fluxfill.gateway;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The limits of a stage, by method: those of {@code MethodSettings}, whoever calls. */
final class StageThrottles {
    private static final String ALL = "/*/*";

    private final Map<String, Throttle> settings;
    private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();

    /**
     * @param settings by {@code /resource/METHOD}; {@code /*}{@code /*} for every method that has none of its own
     */
    StageThrottles(Map<String, Throttle> settings) {
        this.settings = Map.copyOf(settings);
    }

    /** Takes note of a request, and tells whether it goes through. */
    boolean take(Route route, Instant now) {
        String method = route.resource() + "/" + route.method();
        // A setting for all methods is one for each of them: they do not share it.
        Optional<Throttle> limit = Optional.ofNullable(settings.getOrDefault(method, settings.get(ALL)));
        return limit.isEmpty()
                || buckets.computeIfAbsent(method, any -> new TokenBucket(limit.get(), now))
                        .take(now);
    }
}
