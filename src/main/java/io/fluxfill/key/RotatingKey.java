package io.fluxfill.key;

import io.fluxfill.bfl.ApiKey;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.error.SafeText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A key that may be replaced where it is kept. It is held in memory up to an age, and read anew when BFL refuses it. Once
 * there is a key, trouble with reading it anew fails nobody: the old one is used on.
 */
public final class RotatingKey implements ApiKey {
    /** After a read that failed: the next one may fail as slowly, and should not delay every request. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Logger LOG = Logger.getLogger(RotatingKey.class);

    private final KeySource source;
    private final Duration maxAge;
    private final Clock clock;
    private String key;
    private Instant readAt;
    private Duration readAfter;

    /** @param maxAge how long a key is used without looking whether there is a newer one */
    public RotatingKey(KeySource source, Duration maxAge, Clock clock) {
        this.source = source;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    @Override
    public synchronized String value(Duration limit) {
        if (key == null) {
            read(limit);
        } else if (hasGoneBy(readAfter, readAt)) {
            readOrKeep(limit);
        }
        return key;
    }

    @Override
    public synchronized Optional<String> afterRefusal(String refused, Duration limit) {
        // Somebody else may have read the newer one already.
        if (refused.equals(key)) {
            readOrKeep(limit);
        }
        return Optional.ofNullable(key).filter(other -> !other.equals(refused));
    }

    private void read(Duration limit) {
        key = source.read(limit);
        readAt = clock.instant();
        readAfter = maxAge;
    }

    private void readOrKeep(Duration limit) {
        try {
            read(limit);
        } catch (FluxFillException e) {
            keep(e.sentence());
        } catch (RuntimeException | Error e) {
            keep("It could not be read: " + SafeText.kind(e) + ".");
        }
    }

    private void keep(String why) {
        LOG.warnf("The key that was read before is used on. %s", why);
        readAt = clock.instant();
        readAfter = PAUSE;
    }

    /** By the clock, which goes on while the process is frozen. Where it was set back, nobody knows what has gone by. */
    private boolean hasGoneBy(Duration duration, Instant since) {
        Duration age = Duration.between(since, clock.instant());
        return age.isNegative() || age.compareTo(duration) >= 0;
    }
}
