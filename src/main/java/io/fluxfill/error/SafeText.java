package io.fluxfill.error;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;

/**
 * Makes somebody else's text fit for an error message or a log line: BFL's validation answers echo the whole request, and
 * its error texts may quote URLs.
 */
public final class SafeText {
    private static final int MAX_LENGTH = 300;

    /** No word of a sentence is this long, but base64, keys and signatures are. */
    private static final Pattern LONG_RUN = Pattern.compile("[A-Za-z0-9+/_=-]{40,}");

    private static final Pattern URL_QUERY = Pattern.compile("(https?://[^\\s\"'?]*)\\?[^\\s\"']*");
    private static final Pattern KEY = Pattern.compile("bfl_[A-Za-z0-9_-]+");

    private SafeText() {}

    /** The text without URL queries, keys and long runs of letters, cut to 300 characters. */
    public static String of(String text) {
        // Cut first: a pattern should not have to walk through an echoed picture.
        String safe = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
        safe = URL_QUERY.matcher(safe).replaceAll("$1?…");
        safe = KEY.matcher(safe).replaceAll("bfl_…");
        return LONG_RUN.matcher(safe).replaceAll("…");
    }

    /** The same JSON, with every text in it made safe. */
    public static JsonNode of(JsonNode json) {
        if (json.isTextual()) {
            return TextNode.valueOf(of(json.textValue()));
        }
        if (json.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(json.size());
            json.forEach(element -> copy.add(of(element)));
            return copy;
        }
        if (json.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            json.properties().forEach(field -> copy.set(of(field.getKey()), of(field.getValue())));
            return copy;
        }
        return json;
    }
}
