package io.fluxfill.testing;

import com.fasterxml.jackson.databind.JsonNode;
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
    /** The guard's table, whatever its name is in a test. */
    public static final String GUARD_TABLE = "arn:aws:dynamodb:eu-central-1:123456789012:table/guard";

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

    /** Notes a request to DynamoDB. A transaction needs the rights that its parts need. */
    public static void noteDynamoDb(String operation, byte[] request) {
        JsonNode json = Json.read(request);
        if (json.has("TransactItems")) {
            for (JsonNode part : json.get("TransactItems")) {
                part.properties().forEach(action -> noteDynamoDb(action.getKey() + "Item"));
            }
        } else if (json.has("Key") || json.has("Item")) {
            noteDynamoDb(operation);
        }
    }

    private static void noteDynamoDb(String action) {
        note("dynamodb:" + action, GUARD_TABLE);
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
