package io.fluxfill.fill;

import io.fluxfill.bfl.Attempts;
import io.fluxfill.bfl.Task;
import io.fluxfill.bfl.TaskHandle;
import io.fluxfill.bfl.TaskPoller;
import io.fluxfill.bfl.TaskStatus;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.waiting.Deadline;
import io.fluxfill.waiting.PollRhythm;
import io.fluxfill.waiting.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Polls a task until it is finished or the time is up.
 *
 * <p>When the time is up, what is known is the answer, never an error: a caller that were told to try again would submit,
 * and pay, a second time.
 */
public final class TaskWaiter {
    /** Just after a submit, BFL may not know the task for a moment. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(TaskWaiter.class);

    private final TaskPoller poller;
    private final PollRhythm rhythm;
    private final Sleeper sleeper;
    private final Clock clock;

    public TaskWaiter(TaskPoller poller, PollRhythm rhythm, Sleeper sleeper, Clock clock) {
        this.poller = poller;
        this.rhythm = rhythm;
        this.sleeper = sleeper;
        this.clock = clock;
    }

    /**
     * Waits for a task.
     *
     * @param known what is known of the task: the answer, should no poll succeed
     * @param until when to stop waiting
     * @return the task, finished or as last heard of
     */
    Task await(TaskHandle handle, Task known, Deadline until, Attempts attempts) {
        Instant began = clock.instant();
        Deadline grace = Deadline.in(GRACE, clock);
        Task last = known;
        while (pauses(began, until)) {
            try {
                Task task = poller.poll(handle, until, attempts);
                boolean perhapsNotYetKnown = task.status() == TaskStatus.NOT_FOUND && !grace.passed();
                if (task.status().isTerminal() && !perhapsNotYetKnown) {
                    return task;
                }
                last = perhapsNotYetKnown ? last : task;
            } catch (FluxFillException e) {
                LOG.debugf("A poll failed: %s", e.type());
            }
        }
        return last;
    }

    /** Sleeps until the next poll; false where that would be too late. */
    private boolean pauses(Instant began, Deadline until) {
        Duration pause = rhythm.after(Duration.between(began, clock.instant()));
        if (pause.compareTo(until.left()) >= 0) {
            return false;
        }
        sleeper.sleep(pause);
        return true;
    }
}
