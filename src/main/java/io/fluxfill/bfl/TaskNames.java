package io.fluxfill.bfl;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.task.TaskHandle;
import java.util.Optional;

/** The one rule for which task an answer of BFL's names, whatever was asked and whatever the status code is. */
final class TaskNames {

    private TaskNames() {}

    /** The task that an answer names, if it does: by an id that is a text or a number, else by the one in its polling URL. */
    static Optional<TaskHandle> handleIn(JsonNode answer) {
        Optional<String> url = pollingUrlIn(answer);
        return idIn(answer).or(() -> url.flatMap(PollingUrls::idIn)).map(id -> new TaskHandle(id, url));
    }

    /** The id in a body of BFL's, where it has a usable one. */
    static Optional<String> idIn(JsonNode body) {
        return Optional.of(body.path("id"))
                .filter(id -> id.isTextual() || id.isNumber())
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty());
    }

    /** The polling URL in a body of BFL's, where it has one. */
    static Optional<String> pollingUrlIn(JsonNode body) {
        return Optional.ofNullable(body.path("polling_url").textValue()).filter(url -> !url.isEmpty());
    }
}
