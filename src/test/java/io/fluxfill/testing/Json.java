package io.fluxfill.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** JSON in tests, which may be written with single quotes: {@code Json.object("{'steps': 20}")}. */
public final class Json {
    /** Reads and writes as {@code new ObjectMapper()} does, and reads single quotes too. */
    public static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    private static final ObjectMapper STRICT = new ObjectMapper();

    private Json() {}

    /** Any JSON that a test has written. */
    public static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is no JSON: " + text, e);
        }
    }

    /** JSON as it was sent or answered, where single quotes are a mistake. */
    public static JsonNode read(byte[] bytes) {
        try {
            return STRICT.readTree(bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException("This is no JSON: " + new String(bytes, StandardCharsets.UTF_8), e);
        }
    }

    /** What is written with single quotes, with the double quotes that JSON has: for what is sent to the code under test. */
    public static String text(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    /** A JSON object that a test has written. */
    public static ObjectNode object(String text) {
        return (ObjectNode) read(text);
    }
}
