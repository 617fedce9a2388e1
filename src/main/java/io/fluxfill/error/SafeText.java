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

    /** No word of a sentence is this long, but base64 (also escaped), keys and signatures are. */
    private static final Pattern LONG_RUN = Pattern.compile("[A-Za-z0-9+/_=%\\\\-]{40,}");

    /** The word or run that a cut has left incomplete, so that it is too short for {@link #LONG_RUN}. */
    private static final Pattern CUT_RUN = Pattern.compile("[A-Za-z0-9+/_=%\\\\-]+$");

    /** Of any URL, also a relative one: whoever writes a question mark into a word loses what follows. */
    private static final Pattern URL_QUERY = Pattern.compile("(?<=[^\\s?])\\?[^\\s\"?][^\\s\"]*");

    private static final Pattern KEY = Pattern.compile("bfl_[A-Za-z0-9_-]+");

    /** What would begin a new line in a log, or steer the terminal that shows it. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{2028}\\x{2029}]+");

    private SafeText() {}

    /** The text on one line, without URL queries, keys and long runs of letters, cut to 300 characters. */
    public static String of(String text) {
        // Cut first: a pattern should not have to walk through an echoed picture.
        String safe = text.length() > MAX_LENGTH ? cut(text) : text;
        safe = CONTROL.matcher(safe).replaceAll(" ");
        safe = URL_QUERY.matcher(safe).replaceAll("?…");
        safe = KEY.matcher(safe).replaceAll("bfl_…");
        return LONG_RUN.matcher(safe).replaceAll("…");
    }

    /** What is safe to tell of somebody else's failure: the innermost exception's class. Messages may quote signed URLs. */
    public static String kind(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getClass().getSimpleName();
    }

    private static String cut(String text) {
        // Half a character could not be written as UTF-8.
        int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return CUT_RUN.matcher(text.substring(0, end)).replaceFirst("") + "…";
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
