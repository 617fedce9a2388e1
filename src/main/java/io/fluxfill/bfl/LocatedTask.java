package io.fluxfill.bfl;

import io.fluxfill.task.TaskHandle;

/**
 * A task, and where it was found.
 *
 * @param handle with the polling URL by which the task is known, where any host knows it
 * @param task as BFL tells of it, or of status {@link TaskStatus#NOT_FOUND}
 */
public record LocatedTask(TaskHandle handle, Task task) {}
