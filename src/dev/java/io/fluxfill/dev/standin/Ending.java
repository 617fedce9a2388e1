package io.fluxfill.dev.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/** How a task ends that does not end well. BFL does not charge for what it moderates. */
enum Ending implements Misbehaviour {
    REQUEST_MODERATED(
            "moderated request",
            "the task ends at once with `Request Moderated`, and is not charged",
            body -> moderated(body, "Request Moderated")),
    CONTENT_MODERATED(
            "moderated content",
            "the task ends with `Content Moderated`, and is not charged",
            body -> moderated(body, "Content Moderated")),
    ERROR("error", "the task ends with `Error` and a reason in `details.error`", body -> {
        body.put("status", "Error").putObject("details").put("error", "The model ran out of paint");
        return body;
    }),
    ERROR_ON_TOP(
            "error on top",
            "the task ends with `Error`, and `error` and `message` beside the status",
            body -> body.put("status", "Error")
                    .put("error", "content_policy_violation")
                    .put("message", "The picture shows what it must not")),
    FAILED("failed", "the task ends with `Failed` and a reason in `result.error`", body -> {
        body.put("status", "Failed").putObject("result").put("error", "The model dropped its brush");
        return body;
    });

    private final Words words;
    private final UnaryOperator<ObjectNode> change;

    Ending(String words, String effect, UnaryOperator<ObjectNode> change) {
        this.words = new Words(words, effect);
        this.change = change;
    }

    @Override
    public Words words() {
        return words;
    }

    boolean isCharged() {
        return this != REQUEST_MODERATED && this != CONTENT_MODERATED;
    }

    /** The last body of a task, made of one with the keys that are always there. */
    ObjectNode body(ObjectNode empty) {
        return change.apply(empty);
    }

    private static ObjectNode moderated(ObjectNode body, String status) {
        body.put("status", status)
                .putObject("details")
                .putArray("Moderation Reasons")
                .add("Derivative Works Filter");
        return body;
    }
}
