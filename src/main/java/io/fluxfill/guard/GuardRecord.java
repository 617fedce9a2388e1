package io.fluxfill.guard;

import io.fluxfill.bfl.SubmittedTask;
import io.fluxfill.task.TaskHandle;
import java.time.Instant;
import java.util.Optional;

/** What is known of a request that was, or perhaps was, submitted. */
public sealed interface GuardRecord {

    /** The hash of the request: another one may not be sent by the same key. */
    String request();

    /** Who put the record, and alone may change it: a word that nobody else has. */
    String owner();

    /**
     * It is being submitted.
     *
     * @param until when its owner cannot be alive any more
     */
    record Submitting(String request, String owner, Instant until) implements GuardRecord {}

    /** BFL accepted it. */
    record Submitted(String request, String owner, SubmittedTask task) implements GuardRecord {}

    /**
     * BFL may have accepted it.
     *
     * @param task the task, where its name is known all the same
     */
    record Unknown(String request, String owner, Optional<TaskHandle> task) implements GuardRecord {}
}
