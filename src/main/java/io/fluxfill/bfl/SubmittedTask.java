package io.fluxfill.bfl;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * BFL's answer to a submit that it accepted.
 *
 * @param handle what is needed to pick the task up
 * @param body BFL's JSON, untouched: {@code {id, polling_url}}, or {@code {id, status, webhook_url}} with a webhook
 */
public record SubmittedTask(TaskHandle handle, ObjectNode body) {

    /** The task before anything was heard of it: with BFL's status word where the answer has one, else pending. */
    public Task asTask() {
        return Task.of(handle.id(), body.path("status").asText(TaskStatus.UNFINISHED.word()), 200);
    }
}
