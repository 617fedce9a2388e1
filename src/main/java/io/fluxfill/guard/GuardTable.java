package io.fluxfill.guard;

import io.fluxfill.bfl.SubmittedTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The table that the guard stands on. Each method is one step that happens as a whole or not at all, and may be repeated with
 * the same words: then it has happened once.
 *
 * <p>All of them throw {@link TableException} where it is not known whether the step has happened, and take the time that they
 * may take at most.
 */
public interface GuardTable {

    /**
     * Puts a record, unless there is one that has not expired.
     *
     * @param id the record's name
     * @param expires when it counts as gone; empty for never
     * @param charges to be counted with it
     * @return {@link Claim.Won} also where the record that is there is this one: a repetition after a lost answer
     */
    Claim claim(
            String id, GuardRecord.Submitting record, Optional<Instant> expires, List<Charge> charges, Duration limit);

    /** The record of a name, unless it has expired. What was written before is seen. */
    Optional<GuardRecord> read(String id, Duration limit);

    /**
     * Puts a record in the place of its owner's earlier one; where that is not there any more, nothing is put. A task that was
     * submitted is from now on found by {@link #pollingUrl}.
     *
     * @param record {@link GuardRecord.Submitted} or {@link GuardRecord.Unknown}
     * @param expires when it counts as gone; empty for never
     */
    void settle(String id, GuardRecord record, Optional<Instant> expires, Duration limit);

    /** Takes an owner's record away and its charges back, if it is there. */
    void release(String id, String owner, List<Charge> charges, Duration limit);

    /**
     * Notes that a request is under way, beside others that may be.
     *
     * @param id the request's name
     * @param owner who has it under way
     * @param until when they cannot be alive any more
     * @param charges to be counted with it
     */
    Flight enter(String id, String owner, Instant until, List<Charge> charges, Duration limit);

    /** Notes that BFL accepted the request, whose task is from now on found by {@link #pollingUrl}. */
    void leaveAnswered(String id, String owner, SubmittedTask task, Duration limit);

    /** Notes that BFL did not accept the request, and takes the charges back. */
    void leaveReleased(String id, String owner, List<Charge> charges, Duration limit);

    /** Notes that nobody knows, and that the request is in doubt until then. */
    void leaveInDoubt(String id, String owner, Instant doubtUntil, Duration limit);

    /** The polling URL of a task that was submitted by way of this table. What was written just now may not be seen. */
    Optional<String> pollingUrl(String taskId, Duration limit);
}
