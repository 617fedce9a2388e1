package io.fluxfill.bfl;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads the HTTP header {@code Retry-After}: whole seconds, or a date (RFC 9110, 10.2.3). */
final class RetryAfter {
    /** What a server could mean as a wait; a longer one is cut to this, so that no sum overflows. */
    private static final Duration MAX = Duration.ofDays(1);

    /** So many digits always fit a long. */
    private static final int MAX_DIGITS = 18;

    private RetryAfter() {}

    /**
     * @param header the header's value
     * @param clock tells how far away a date is
     * @return how long to wait from now, never negative; nothing where the header cannot be read
     */
    static Optional<Duration> parse(String header, Clock clock) {
        String value = header.trim();
        if (value.matches("[0-9]+")) {
            return Optional.of(value.length() > MAX_DIGITS ? MAX : cap(Duration.ofSeconds(Long.parseLong(value))));
        }
        try {
            ZonedDateTime date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(cap(Duration.between(clock.instant(), date.toInstant())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration cap(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MAX) > 0 ? MAX : wait;
    }
}
