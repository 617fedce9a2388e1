package io.fluxfill.bfl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads how long BFL asks to wait: from the HTTP header {@code Retry-After}, whole seconds or a date (RFC 9110, 10.2.3), and
 * from {@code retry_after} in the body, the same or a number.
 */
final class RetryAfter {
    /** What a server could mean as a wait; a longer one is cut to this, so that no sum overflows. */
    private static final Duration MAX = Duration.ofDays(1);

    /** So many digits always fit a long. */
    private static final int MAX_DIGITS = 18;

    private RetryAfter() {}

    /** The wait that an answer asks for: the longer one where header and body differ, for it keeps both. */
    static Optional<Duration> in(BflResponse response, JsonNode body, Clock clock) {
        Optional<Duration> header = response.retryAfter().flatMap(text -> parse(text, clock));
        Optional<Duration> field = inField(body.path("retry_after"), clock);
        return Stream.concat(header.stream(), field.stream()).max(Comparator.naturalOrder());
    }

    private static Optional<Duration> inField(JsonNode field, Clock clock) {
        if (field.isTextual()) {
            return parse(field.textValue(), clock);
        }
        double seconds = field.isNumber() ? field.doubleValue() : -1;
        return seconds < 0
                ? Optional.empty()
                : Optional.of(cap(Duration.ofMillis((long) Math.ceil(Math.min(seconds, MAX.toSeconds()) * 1000))));
    }

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
