package io.fluxfill.lambda;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What Lambda reports of an invocation.
 *
 * @param requestId the invocation's id
 * @param failed whether it ended with a function error
 * @param duration from handing out the event to its end
 * @param initDuration from the start of the process until it asked for its first event; told with that event alone
 * @param memoryMegabytes what the function may use
 * @param maxMemoryKilobytes the most that its process has held, as Linux tells it; empty on other systems, and of a process
 *     that was killed
 */
public record Report(
        String requestId,
        boolean failed,
        Duration duration,
        Optional<Duration> initDuration,
        int memoryMegabytes,
        Optional<Long> maxMemoryKilobytes) {

    /** As the line that Lambda writes into the log. */
    public String toLine() {
        StringBuilder line = new StringBuilder("REPORT RequestId: ").append(requestId);
        line.append("\tDuration: ").append(millis(duration)).append(" ms");
        Duration billed = duration.plus(initDuration.orElse(Duration.ZERO));
        line.append("\tBilled Duration: ").append((billed.toNanos() + 999_999) / 1_000_000);
        line.append(" ms\tMemory Size: ").append(memoryMegabytes).append(" MB");
        maxMemoryKilobytes.ifPresent(
                most -> line.append("\tMax Memory Used: ").append(most / 1024).append(" MB"));
        initDuration.ifPresent(
                init -> line.append("\tInit Duration: ").append(millis(init)).append(" ms"));
        return line.toString();
    }

    /** With two digits, as Lambda writes it. */
    static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.2f", duration.toNanos() / 1e6);
    }
}
