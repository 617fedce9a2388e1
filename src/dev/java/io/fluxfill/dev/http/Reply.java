package io.fluxfill.dev.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer to a {@link Request}.
 *
 * @param status the status code
 * @param headers names and values as they go out
 * @param body the bytes
 */
public record Reply(int status, Map<String, List<String>> headers, byte[] body) {

    /** No answer at all: the connection is closed. */
    public static final Reply HANG_UP = new Reply(0, Map.of(), new byte[0]);

    /** An answer of any type. */
    public static Reply of(int status, String contentType, byte[] body) {
        return new Reply(status, Map.of("Content-Type", List.of(contentType)), body);
    }

    /** A JSON answer. */
    public static Reply json(int status, JsonNode body) {
        return of(status, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A plain text answer. */
    public static Reply text(int status, String body) {
        return of(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same answer with one more header. */
    public Reply with(String name, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        List<String> values = new ArrayList<>(more.getOrDefault(name, List.of()));
        values.add(value);
        more.put(name, List.copyOf(values));
        return new Reply(status, more, body);
    }
}
