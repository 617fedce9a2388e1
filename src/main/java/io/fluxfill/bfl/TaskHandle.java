package io.fluxfill.bfl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What is needed to pick up a task that BFL has accepted, and perhaps charged for. It must reach the caller whatever fails.
 *
 * @param id BFL's id
 * @param pollingUrl exactly as BFL returned it, null where it gave none: tasks are regional, and another host does not know
 *     them
 */
public record TaskHandle(String id, String pollingUrl) {

    /**
     * The task that an answer names, if it does: by an id that is a text or a number, else by the one in its polling URL.
     * This is the one rule for that, whatever was asked and whatever the status code is.
     */
    static Optional<TaskHandle> namedIn(JsonNode answer) {
        String pollingUrl = answer.path("polling_url").textValue();
        String url = pollingUrl == null || pollingUrl.isEmpty() ? null : pollingUrl;
        return idIn(answer)
                .or(() -> Optional.ofNullable(url).flatMap(PollingUrls::idIn))
                .map(id -> new TaskHandle(id, url));
    }

    /** The id in a body of BFL's, where it has a usable one. */
    static Optional<String> idIn(JsonNode body) {
        JsonNode id = body.path("id");
        return Optional.of(id)
                .filter(value -> value.isTextual() || value.isNumber())
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty());
    }

    /** {@code {"id", "polling_url"}}. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id);
        if (pollingUrl != null) {
            json.put("polling_url", pollingUrl);
        }
        return json;
    }
}
