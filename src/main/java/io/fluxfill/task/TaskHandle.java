package io.fluxfill.task;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What is needed to pick up a task that BFL has accepted, and perhaps charged for. It must reach the caller whatever fails.
 *
 * @param id BFL's id
 * @param pollingUrl exactly as BFL returned it, empty where it gave none: tasks are regional, and another host does not
 *     know them
 */
public record TaskHandle(String id, Optional<String> pollingUrl) {

    /** A task that is known by its id alone. */
    public static TaskHandle byId(String id) {
        return new TaskHandle(id, Optional.empty());
    }

    /** A task and where it is asked for. */
    public static TaskHandle of(String id, String pollingUrl) {
        return new TaskHandle(id, Optional.of(pollingUrl));
    }

    /** {@code {"id", "polling_url"}}. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id);
        pollingUrl.ifPresent(url -> json.put("polling_url", url));
        return json;
    }
}
