package io.fluxfill.bfl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.SafeText;
import java.util.List;
import java.util.Optional;

/**
 * Why BFL did not do what was asked, as BFL tells it: in {@code detail}, in {@code error} and {@code message}, in
 * {@code details}, or in the {@code result} of a task. All of it is fit to be told to the caller (see {@link SafeText}).
 *
 * @param words what there is for a person to read, empty where there is nothing
 * @param details what there is beyond {@code detail} for a machine, or for the caller to look through
 */
public record Reason(String words, Optional<JsonNode> details) {
    private static final String DETAIL = "detail";
    private static final String DETAILS = "details";
    private static final String MESSAGE = "message";
    private static final String ERROR = "error";
    private static final String RESULT = "result";

    /** How many objects may lie about each other around the words. */
    private static final int DEPTH = 3;

    /** The reason in an answer, whatever that is. */
    static Reason in(JsonNode answer) {
        return new Reason(SafeText.of(words(answer, DEPTH)), details(answer).map(SafeText::of));
    }

    /** The words as a sentence that follows another one, empty where there are none. */
    public String said() {
        return words.isEmpty() ? "" : " BFL says: " + words;
    }

    private static String words(JsonNode json, int depth) {
        if (json.isTextual()) {
            return json.textValue().strip();
        }
        if (!json.isObject() || depth == 0) {
            return "";
        }
        String message = words(json.path(MESSAGE), depth - 1);
        String error = words(json.path(ERROR), depth - 1);
        boolean two = !message.isEmpty() && !error.isEmpty() && !message.equals(error);
        return firstOf(
                words(json.path(DETAIL), depth - 1),
                two ? message + " (" + error + ")" : firstOf(message, error),
                words(json.path(DETAILS), depth - 1),
                words(json.path(RESULT).path(ERROR), depth - 1));
    }

    private static String firstOf(String... texts) {
        for (String text : texts) {
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private static Optional<JsonNode> details(JsonNode answer) {
        return said(answer.path(DETAILS))
                .or(() -> said(answer.path(RESULT).path(ERROR)))
                .or(() -> errorAndMessage(answer))
                .or(() -> said(answer.path(DETAIL)).filter(JsonNode::isObject));
    }

    private static Optional<JsonNode> errorAndMessage(JsonNode answer) {
        ObjectNode both = JsonNodeFactory.instance.objectNode();
        for (String field : List.of(ERROR, MESSAGE)) {
            said(answer.path(field)).ifPresent(value -> both.set(field, value));
        }
        return said(both);
    }

    /** The value, if it says anything. */
    private static Optional<JsonNode> said(JsonNode value) {
        boolean something = value.isContainerNode()
                ? !value.isEmpty()
                : value.isValueNode() && !value.isNull() && !value.asText().isBlank();
        return something ? Optional.of(value) : Optional.empty();
    }
}
