package io.fluxfill.error;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes somebody else's text fit for an error message or a log line: BFL's validation answers echo the whole request, and
 * its error texts may quote URLs.
 */
public final class SafeText {
    private static final int MAX_LENGTH = 300;

    /** An error goes into logs and histories, which take no more than so many kilobytes. */
    private static final int MOST_VALUES = 150;

    private static final int DEEPEST = 8;

    /** No number that means something to a person has more characters. */
    private static final int LONGEST_NUMBER = 40;

    /** In validation answers: what was sent, or the secret in it. */
    private static final Set<String> ECHOES = Set.of("input", "webhook_secret");

    /** No word of a sentence is this long, but base64 (also escaped), keys and signatures are. */
    private static final Pattern LONG_RUN = Pattern.compile("[A-Za-z0-9+/_=%\\\\-]{40,}");

    /** The word or run that a cut has left incomplete, so that it is too short for {@link #LONG_RUN}. */
    private static final Pattern CUT_RUN = Pattern.compile("[A-Za-z0-9+/_=%\\\\-]+$");

    /** Of any URL, also a relative one: whoever writes a question mark into a word loses what follows. */
    private static final Pattern URL_QUERY = Pattern.compile("(?<=[^\\s?])\\?[^\\s\"?][^\\s\"]*");

    private static final Pattern KEY = Pattern.compile("bfl_[A-Za-z0-9_-]+");

    /** What would begin a new line in a log, or steer the terminal that shows it. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{2028}\\x{2029}]+");

    /** Of BFL's ids, and of any that a caller could follow in a log. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** One of BFL's status words, the future ones too. */
    private static final Pattern STATUS = Pattern.compile("[A-Za-z]+(?: [A-Za-z]+){0,4}");

    private static final int LONGEST_STATUS = 40;

    private static final String LEFT_OUT = "…";

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

    /** A task's id for a log line; three dots in the place of what is none, which may be anything that somebody sent. */
    public static String id(String id) {
        return ID.matcher(id).matches() ? of(id) : LEFT_OUT;
    }

    /** A task's status word for a log line; three dots in the place of what is none. */
    public static String status(String word) {
        return word.length() <= LONGEST_STATUS && STATUS.matcher(word).matches() ? word : LEFT_OUT;
    }

    private static String cut(String text) {
        // Half a character could not be written as UTF-8.
        int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return CUT_RUN.matcher(text.substring(0, end)).replaceFirst("") + "…";
    }

    /**
     * The same JSON, with every text in it made safe: 150 values of it at most, eight deep, and without the fields that
     * repeat a request.
     */
    public static JsonNode of(JsonNode json) {
        return new Copy().of(json, DEEPEST);
    }

    /** One copy of a tree, and how much more may go into it. */
    private static final class Copy {
        private int left = MOST_VALUES;

        JsonNode of(JsonNode json, int depth) {
            left--;
            if (json.isTextual()) {
                return TextNode.valueOf(SafeText.of(json.textValue()));
            }
            if (json.isNumber() && json.asText().length() > LONGEST_NUMBER) {
                return TextNode.valueOf("…");
            }
            if (json.isContainerNode() && depth == 0) {
                return TextNode.valueOf("…");
            }
            return switch (json.getNodeType()) {
                case ARRAY -> array(json, depth);
                case OBJECT -> object(json, depth);
                default -> json;
            };
        }

        private JsonNode array(JsonNode json, int depth) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            for (JsonNode element : json) {
                if (left > 0) {
                    copy.add(of(element, depth - 1));
                }
            }
            return copy;
        }

        private JsonNode object(JsonNode json, int depth) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            json.properties().forEach(field -> {
                if (left > 0 && !ECHOES.contains(field.getKey())) {
                    copy.set(SafeText.of(field.getKey()), of(field.getValue(), depth - 1));
                }
            });
            return copy;
        }
    }
}
