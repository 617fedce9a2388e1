package io.fluxfill.face;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * What Lambda takes as an answer. One that is larger it replaces by an error of its own, and a paid task would be lost to
 * its caller.
 */
public final class ResponseLimit {
    /** Lambda's own limit in bytes, also told in its message: 6 MB and a little. */
    public static final int LAMBDA = 6_291_556;

    /** Nothing that BFL tells of a task is as large, but for what callers have sent and BFL repeats. */
    private static final int LARGE = 10_000;

    private static final int LARGEST_SHORTENED = 100_000;

    /** Enough to pick a task up. */
    private static final List<String> HANDLE = List.of("id", "endpoint", "status", "polling_url");

    private static final String WARNING =
            "The answer was too large for AWS Lambda: the large parts of it are left out here.";

    private final ObjectWriter json;

    /**
     * @param json writes as Funqy does
     */
    public ResponseLimit(ObjectMapper json) {
        this.json = json.writerFor(JsonNode.class);
    }

    /** An answer without its large parts, where it is larger than Lambda takes. */
    public JsonNode fitting(ObjectNode answer) {
        return fits(answer, LAMBDA) ? answer : shortened(answer);
    }

    /** Whether some JSON has at most so many bytes; what cannot be written at all has not. */
    public boolean fits(JsonNode any, int limit) {
        try {
            json.writeValue(new Counter(limit), any);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The same with a warning in the place of what is large. What is needed to pick a task up is not. */
    public ObjectNode shortened(JsonNode answer) {
        ObjectNode small = withoutLarge(answer);
        if (!fits(small, LARGEST_SHORTENED)) {
            small.retain(HANDLE);
        }
        return small.put("warning", WARNING);
    }

    private ObjectNode withoutLarge(JsonNode object) {
        ObjectNode small = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (fits(value, LARGE)) {
                small.set(field.getKey(), value);
            } else if (value.isObject()) {
                small.set(field.getKey(), withoutLarge(value));
            }
        });
        return small;
    }

    /** Counts up to a limit, and stops the writing there. */
    private static final class Counter extends OutputStream {
        private int left;

        Counter(int limit) {
            left = limit;
        }

        @Override
        public void write(int any) throws IOException {
            count(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            count(length);
        }

        private void count(int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new IOException("too large");
            }
        }
    }
}
