package io.fluxfill.bfl;

import java.util.Optional;

/**
 * What was sent to BFL on behalf of one event, and what BFL accepted. It outlives a failure: whatever goes wrong later, the
 * handle of an accepted task is known here.
 */
public final class Attempts {
    private int submits;
    private int polls;
    private TaskHandle accepted;

    void countSubmit() {
        submits++;
    }

    void countPoll() {
        polls++;
    }

    void noteAccepted(TaskHandle handle) {
        accepted = handle;
    }

    /** The task that BFL accepted, once it has. */
    public Optional<TaskHandle> accepted() {
        return Optional.ofNullable(accepted);
    }

    /** How often the submit was sent, or tried to be sent. */
    public int submits() {
        return submits;
    }

    /** How often the task was asked for. */
    public int polls() {
        return polls;
    }
}
