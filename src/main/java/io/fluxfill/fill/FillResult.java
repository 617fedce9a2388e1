package io.fluxfill.fill;

import io.fluxfill.bfl.SubmittedTask;
import io.fluxfill.bfl.Task;
import io.fluxfill.storage.Keeping;
import io.fluxfill.task.TaskHandle;
import java.util.Optional;

/**
 * How far a task has come when the answer leaves.
 *
 * @param handle what is needed to pick the task up again
 * @param task the task as BFL last told of it
 * @param submitted what was submitted by this event; empty where an earlier task was picked up
 * @param keeping what became of the picture's copy
 * @param warning a sentence about what was sent
 */
public record FillResult(
        TaskHandle handle, Task task, Optional<SubmittedTask> submitted, Keeping keeping, Optional<String> warning) {

    /** A task of which no copy was made, so far. */
    public FillResult(TaskHandle handle, Task task, Optional<SubmittedTask> submitted) {
        this(handle, task, submitted, new Keeping.None(), Optional.empty());
    }

    /** The same task, and what became of its copy. */
    public FillResult with(Keeping other) {
        return new FillResult(handle, task, submitted, other, warning);
    }

    /** The same task, and something that its caller should know. */
    public FillResult warning(String sentence) {
        return new FillResult(handle, task, submitted, keeping, Optional.of(sentence));
    }
}
