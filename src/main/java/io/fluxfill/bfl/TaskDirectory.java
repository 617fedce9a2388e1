package io.fluxfill.bfl;

import java.time.Duration;
import java.util.Optional;

/** Knows where tasks live that somebody else submitted, so that not every host must be asked for them. */
@FunctionalInterface
public interface TaskDirectory {

    /** Knows no task. */
    TaskDirectory EMPTY = (id, limit) -> Optional.empty();

    /**
     * The polling URL of a task, as BFL gave it.
     *
     * @param id BFL's id of the task, as a caller told it
     * @param limit how long this may take
     * @return nothing where the task is not known, or where there is nobody to ask: there are other ways to find it
     */
    Optional<String> pollingUrl(String id, Duration limit);
}
