package io.fluxfill.bfl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.task.TaskHandle;

/**
 * A task that BFL accepted.
 *
 * @param endpoint the operation that was submitted to
 * @param handle what is needed to pick the task up
 * @param body BFL's answer to the submit, untouched: {@code {id, polling_url}}, or {@code {id, status, webhook_url}} with a
 *     webhook
 */
public record SubmittedTask(Endpoint endpoint, TaskHandle handle, ObjectNode body) {

    /** The task before anything was heard of it: with BFL's status word where the answer has one, else pending. */
    public Task asTask() {
        return Task.of(handle.id(), body.path("status").asText(TaskStatus.UNFINISHED.word()), 200);
    }
}
