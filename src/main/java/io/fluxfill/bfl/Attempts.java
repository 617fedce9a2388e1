package io.fluxfill.bfl;

import io.fluxfill.task.TaskHandle;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was sent to BFL on behalf of one event, and what BFL accepted. It outlives a failure: whatever goes wrong later, the
 * handle of an accepted task is known here.
 */
public final class Attempts {
    private final Clock clock;
    private final List<Duration> pollTimes = new ArrayList<>();
    private int submits;
    private TaskHandle accepted;
    private Instant acceptedAt;
    private Instant lastPolledAt;
    private boolean replayed;
    private int credits;

    /** Nothing was sent yet. */
    public Attempts(Clock clock) {
        this.clock = clock;
    }

    void countSubmit() {
        submits++;
    }

    /** To be called before a poll. */
    Instant beginPoll() {
        return clock.instant();
    }

    /** To be called after it, whether it was answered or not. */
    void endPoll(Instant began) {
        lastPolledAt = clock.instant();
        pollTimes.add(Duration.between(began, lastPolledAt));
    }

    void noteAccepted(TaskHandle handle) {
        accepted = handle;
        acceptedAt = clock.instant();
    }

    /** To be called where the task was accepted for an earlier request, of which this one is a repetition. */
    public void noteReplayed(TaskHandle handle) {
        replayed = true;
        noteAccepted(handle);
    }

    /** To be called for credits that were counted against a budget, and stay so. */
    public void countCredits(int counted) {
        credits += counted;
    }

    /** The task that BFL accepted, once it has. */
    public Optional<TaskHandle> accepted() {
        return Optional.ofNullable(accepted);
    }

    /** When BFL accepted the task, once it has. */
    public Optional<Instant> acceptedAt() {
        return Optional.ofNullable(acceptedAt);
    }

    /** Whether the task was accepted for an earlier request. */
    public boolean replayed() {
        return replayed;
    }

    /** How many credits were counted against budgets. */
    public int credits() {
        return credits;
    }

    /** How often the submit was sent, or tried to be sent. */
    public int submits() {
        return submits;
    }

    /** How often the task was asked for. */
    public int polls() {
        return pollTimes.size();
    }

    /** How long each of the polls took, in their order, whether it was answered or not. */
    public List<Duration> pollTimes() {
        return List.copyOf(pollTimes);
    }

    /** When the last poll ended, if there was one. */
    public Optional<Instant> lastPolledAt() {
        return Optional.ofNullable(lastPolledAt);
    }
}
