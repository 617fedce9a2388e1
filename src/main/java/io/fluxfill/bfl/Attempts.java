package io.fluxfill.bfl;

/** Counts what was sent to BFL on behalf of one event, also where the event fails in the end. */
public final class Attempts {
    private int submits;
    private int polls;

    void countSubmit() {
        submits++;
    }

    void countPoll() {
        polls++;
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
