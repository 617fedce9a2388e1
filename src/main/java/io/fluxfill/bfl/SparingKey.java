package io.fluxfill.bfl;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A key for polls: after a refusal it looks for a newer one only now and then. Callers choose which polling URLs are asked,
 * and must not be able to have the key read with every request.
 */
final class SparingKey implements ApiKey {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final ApiKey key;
    private final Clock clock;
    private Instant lookAgain = Instant.MIN;

    SparingKey(ApiKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    @Override
    public String value(Duration limit) {
        return key.value(limit);
    }

    @Override
    public Optional<String> afterRefusal(String refused, Duration limit) {
        return mayLook() ? key.afterRefusal(refused, limit) : Optional.empty();
    }

    private synchronized boolean mayLook() {
        Instant now = clock.instant();
        if (now.isBefore(lookAgain)) {
            return false;
        }
        lookAgain = now.plus(PAUSE);
        return true;
    }
}
