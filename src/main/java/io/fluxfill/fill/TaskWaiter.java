package io.fluxfill.fill;

import io.fluxfill.bfl.Attempts;
import io.fluxfill.bfl.LocatedTask;
import io.fluxfill.bfl.Task;
import io.fluxfill.bfl.TaskPoller;
import io.fluxfill.bfl.TaskStatus;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.error.SafeText;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.waiting.Deadline;
import io.fluxfill.waiting.PollInterval;
import io.fluxfill.waiting.Sleeper;
import io.fluxfill.waiting.Ticker;
import io.fluxfill.waiting.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Polls a task until it is finished or the time is up.
 *
 * <p>When the time is up, what is known is the answer, never an error: a caller that were told to try again would submit,
 * and pay, a second time.
 */
public final class TaskWaiter {
    /**
     * BFL may not know a task for a moment: just after the submit, or in between. It is believed when it has said so for this
     * long, and in three looks.
     */
    static final Duration GRACE = Duration.ofSeconds(5);

    static final int LOOKS = 3;

    /** Without a wait, the pauses before the other two looks. They are for all tasks, as nothing tells a task's age. */
    static final List<Duration> LOOK_AGAIN_AFTER = List.of(Duration.ofMillis(500), Duration.ofSeconds(1));

    /** A search on many hosts takes longer than the pauses: after this time it is not begun again. */
    static final Duration LAST_LOOK = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(TaskWaiter.class);

    private final TaskPoller poller;
    private final PollInterval interval;
    private final Sleeper sleeper;
    private final Ticker ticker;

    public TaskWaiter(TaskPoller poller, Time time) {
        this.poller = poller;
        this.interval = new PollInterval(time.random());
        this.sleeper = time.sleeper();
        this.ticker = time.ticker();
    }

    /**
     * Waits for a task.
     *
     * @param known what is known of the task: the answer, should no poll succeed
     * @param until when to stop waiting
     * @return the task, finished or as last heard of
     */
    Task await(TaskHandle handle, Task known, Deadline until, Attempts attempts) {
        long began = ticker.nanos();
        Absence absence = new Absence();
        Task last = known;
        while (pauses(began, until)) {
            Optional<Task> seen = look(handle, until, attempts);
            if (seen.isEmpty()) {
                continue;
            }
            Task task = seen.get();
            if (task.status() == TaskStatus.NOT_FOUND) {
                if (absence.isBelievedNow()) {
                    return task;
                }
            } else if (task.status().isTerminal()) {
                return task;
            } else {
                absence = new Absence();
                last = task;
            }
        }
        return last;
    }

    /**
     * Looks again for a task that was not found, twice at most: it may have been submitted a moment ago, by an event of
     * which this one knows nothing.
     *
     * @param until when to give up
     * @throws FluxFillException as {@link TaskPoller#poll} does
     */
    LocatedTask lookAgain(LocatedTask seen, Deadline until, Attempts attempts) {
        Deadline lastLook = Deadline.in(LAST_LOOK, ticker).orSooner(until);
        LocatedTask last = seen;
        for (Duration pause : LOOK_AGAIN_AFTER) {
            if (last.task().status() != TaskStatus.NOT_FOUND || pause.compareTo(lastLook.left()) >= 0) {
                break;
            }
            sleeper.sleep(pause);
            last = poller.poll(last.handle(), until, attempts);
        }
        return last;
    }

    /** One poll; whatever goes wrong with it, the next one may succeed. */
    private Optional<Task> look(TaskHandle handle, Deadline until, Attempts attempts) {
        try {
            return Optional.of(poller.poll(handle, until, attempts).task());
        } catch (FluxFillException e) {
            LOG.debugf("A poll failed: %s", e.type());
        } catch (RuntimeException e) {
            LOG.errorf("A poll failed by a fault of this project: %s", SafeText.kind(e));
        }
        return Optional.empty();
    }

    /** Sleeps until the next poll; false where that would be too late. */
    private boolean pauses(long began, Deadline until) {
        Duration pause = interval.after(Duration.ofNanos(ticker.nanos() - began));
        if (pause.compareTo(until.left()) >= 0) {
            return false;
        }
        sleeper.sleep(pause);
        return true;
    }

    /** A run of looks that all found no task. */
    private final class Absence {
        private Deadline grace;
        private int looks;

        /** To be asked after each of them. */
        boolean isBelievedNow() {
            if (looks == 0) {
                grace = Deadline.in(GRACE, ticker);
            }
            looks++;
            return looks >= LOOKS && grace.passed();
        }
    }
}
