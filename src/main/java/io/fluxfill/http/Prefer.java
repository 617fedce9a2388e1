package io.fluxfill.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code Prefer: wait=N} (RFC 7240). */
final class Prefer {
    private static final Pattern WAIT =
            Pattern.compile("wait\\s*=\\s*(?:\"([0-9]{1,9})\"|([0-9]{1,9}))", Pattern.CASE_INSENSITIVE);

    private Prefer() {}

    /**
     * How long the caller prefers to wait.
     *
     * @param headers every {@code Prefer} header; each may hold several preferences
     * @return the first wait that can be read; a preference that cannot be read is ignored, as RFC 7240 asks
     */
    static Optional<Duration> wait(List<String> headers) {
        for (String header : headers) {
            for (String preference : header.split(",")) {
                Matcher wait = WAIT.matcher(preference.split(";", 2)[0].strip());
                if (wait.matches()) {
                    String seconds = wait.group(1) == null ? wait.group(2) : wait.group(1);
                    return Optional.of(Duration.ofSeconds(Long.parseLong(seconds)));
                }
            }
        }
        return Optional.empty();
    }
}
