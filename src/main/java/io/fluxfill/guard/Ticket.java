package io.fluxfill.guard;

import io.fluxfill.bfl.SubmittedTask;
import io.fluxfill.task.TaskHandle;
import java.util.Optional;

/** The right to submit one request, and what has become of it. */
interface Ticket {

    /**
     * Asks for the right.
     *
     * @return the task of an earlier, same request: then there is nothing to submit
     * @throws io.fluxfill.error.FluxFillException where it may not be submitted
     */
    Optional<SubmittedTask> begin();

    /** BFL accepted the request. */
    void accepted(SubmittedTask task);

    /** BFL did not accept it. */
    void refused();

    /**
     * Nobody knows.
     *
     * @param task the task, where its name is known all the same
     */
    void inDoubt(Optional<TaskHandle> task);
}
