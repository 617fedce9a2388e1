package io.fluxfill.bfl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is needed to pick up a task that BFL has accepted, and perhaps charged for. It must reach the caller whatever fails.
 *
 * @param id BFL's id
 * @param pollingUrl exactly as BFL returned it, null where it gave none: tasks are regional, and another host does not know
 *     them
 */
public record TaskHandle(String id, String pollingUrl) {

    /** {@code {"id", "polling_url"}}. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id);
        if (pollingUrl != null) {
            json.put("polling_url", pollingUrl);
        }
        return json;
    }
}
