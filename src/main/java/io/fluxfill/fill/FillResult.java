package io.fluxfill.fill;

import io.fluxfill.bfl.Accepted;
import io.fluxfill.bfl.Task;
import io.fluxfill.bfl.TaskHandle;
import io.fluxfill.rules.Endpoint;
import java.util.Optional;

/**
 * How far a task has come when the answer leaves.
 *
 * @param handle what is needed to pick the task up again
 * @param task the task as BFL last told of it
 * @param submitted what was submitted by this event; empty where an earlier task was picked up
 */
public record FillResult(TaskHandle handle, Task task, Optional<Submitted> submitted) {

    /**
     * A submit that BFL accepted.
     *
     * @param endpoint the operation
     * @param accepted BFL's answer
     */
    public record Submitted(Endpoint endpoint, Accepted accepted) {}
}
