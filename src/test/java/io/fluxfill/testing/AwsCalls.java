package io.fluxfill.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Every call to AWS that the function made in the tests, on the JVM and as an executable: kept in a file, for
 * {@code PolicyReportIT} to compare with what the template allows.
 */
public final class AwsCalls {
    private static final Path FILE = Path.of("target/aws-calls.txt");

    private AwsCalls() {}

    /** One call: what a role must be allowed to do, and to what. */
    public record Call(String action, String resource) {}

    /** Notes a call. */
    public static synchronized void note(String action, String resource) {
        try {
            Files.writeString(
                    FILE, action + " " + resource + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All calls of this build, each once. */
    public static List<Call> all() throws IOException {
        return Files.readAllLines(FILE).stream()
                .distinct()
                .map(line -> line.split(" ", 2))
                .map(words -> new Call(words[0], words[1]))
                .toList();
    }
}
