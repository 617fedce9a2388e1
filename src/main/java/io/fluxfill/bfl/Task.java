package io.fluxfill.bfl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A task as BFL last told of it.
 *
 * @param body BFL's JSON, untouched: {@code {id, status, result, progress, details, cost, …}}
 * @param httpStatus the HTTP status code that it came with: of a finished task also 422 or 503, and 404 of one not found
 */
public record Task(ObjectNode body, int httpStatus) {

    /** A task that came with HTTP 200. */
    public Task(ObjectNode body) {
        this(body, 200);
    }

    /** A task body, where {@code json} is one: an object with a status word. */
    static Optional<Task> from(JsonNode json, int httpStatus) {
        return json instanceof ObjectNode object && object.path("status").isTextual()
                ? Optional.of(new Task(object, httpStatus))
                : Optional.empty();
    }

    /** A task of which nothing but its id and status is known. */
    static Task of(String id, String word, int httpStatus) {
        return new Task(JsonNodeFactory.instance.objectNode().put("id", id).put("status", word), httpStatus);
    }

    /** The same task, with this id where BFL's body has none. */
    Task withId(String id) {
        return TaskNames.idIn(body).isPresent()
                ? this
                : new Task(body.deepCopy().put("id", id), httpStatus);
    }

    /** BFL's status word, untouched. */
    public String word() {
        return body.get("status").textValue();
    }

    /** What the status word means. */
    public TaskStatus status() {
        return TaskStatus.of(word());
    }

    /** The result of a finished task, a JSON null before that. */
    public JsonNode result() {
        return body.path("result");
    }

    /** Why the task did not end well, in BFL's words. */
    public Reason reason() {
        return Reason.in(body);
    }
}
