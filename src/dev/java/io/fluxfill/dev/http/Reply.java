package io.fluxfill.dev.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
 * @param pace how it goes out
 */
public record Reply(int status, Map<String, List<String>> headers, byte[] body, Pace pace) {

    /** No answer at all: the connection is closed. */
    public static final Reply HANG_UP = new Reply(0, Map.of(), new byte[0]);

    /** No answer at all: the connection stays open until the client or the server closes it. */
    public static final Reply SILENCE = new Reply(0, Map.of(), new byte[0]);

    /** An answer that goes out at once. */
    public Reply(int status, Map<String, List<String>> headers, byte[] body) {
        this(status, headers, body, Pace.AT_ONCE);
    }

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

    /** An HTML page. */
    public static Reply page(int status, String html) {
        return of(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer without a body. */
    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0]);
    }

    /** Whether anything is sent at all. */
    public boolean isSent() {
        return this != HANG_UP && this != SILENCE;
    }

    /** The same answer with one more header; of no answer, no answer. */
    public Reply with(String name, String value) {
        if (!isSent()) {
            return this;
        }
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        List<String> values = new ArrayList<>(more.getOrDefault(name, List.of()));
        values.add(value);
        more.put(name, List.copyOf(values));
        return new Reply(status, more, body, pace);
    }

    /** The same answer with another status code. */
    public Reply withStatus(int other) {
        return new Reply(other, headers, body, pace);
    }

    /** The same answer with another body. */
    public Reply withBody(byte[] other) {
        return new Reply(status, headers, other, pace);
    }

    /** The same answer, which comes later. */
    public Reply late(Duration before) {
        return new Reply(status, headers, body, new Pace(before, pace.during(), pace.complete()));
    }

    /** The same answer, whose body comes byte by byte. */
    public Reply dripped(Duration during) {
        return new Reply(status, headers, body, new Pace(pace.before(), during, pace.complete()));
    }

    /** The same answer, of whose body half comes, and then nothing more. */
    public Reply stalled() {
        return new Reply(status, headers, body, new Pace(pace.before(), pace.during(), false));
    }
}
