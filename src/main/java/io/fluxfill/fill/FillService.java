package io.fluxfill.fill;

import io.fluxfill.bfl.Accepted;
import io.fluxfill.bfl.Attempts;
import io.fluxfill.bfl.Submitter;
import io.fluxfill.bfl.Task;
import io.fluxfill.bfl.TaskHandle;
import io.fluxfill.bfl.TaskPoller;
import io.fluxfill.bfl.TaskStatus;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.error.SafeText;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.rules.FillRequest;
import io.fluxfill.storage.PictureKeeper;
import io.fluxfill.waiting.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Submit, wait, keep, answer: the straight line of every request, behind both faces. */
public final class FillService {
    /** How long a question without a wait may be asked again, when BFL does not answer it. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The part of the time that a wait leaves for copying the picture, and its bounds. */
    static final int COPY_PART = 10;

    static final Duration SHORTEST_COPY = Duration.ofSeconds(1);
    static final Duration LONGEST_COPY = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(FillService.class);

    private final Submitter submitter;
    private final TaskPoller poller;
    private final TaskWaiter waiter;
    private final PictureKeeper keeper;
    private final Duration longestWait;
    private final Clock clock;

    public FillService(
            Submitter submitter,
            TaskPoller poller,
            TaskWaiter waiter,
            PictureKeeper keeper,
            WaitLimits limits,
            Clock clock) {
        this.submitter = submitter;
        this.poller = poller;
        this.waiter = waiter;
        this.keeper = keeper;
        this.longestWait = limits.longest();
        this.clock = clock;
    }

    /**
     * Submits a checked request and, where asked to, waits for the picture and keeps it.
     *
     * @param end when the answer must leave
     * @param attempts counts what is sent
     * @return the task, finished or not; from the moment BFL has accepted it, a lack of time is no failure
     * @throws FluxFillException where the submit failed
     */
    public FillResult fill(FillRequest request, Wanted wanted, Deadline end, Attempts attempts) {
        Deadline until = waitEnd(wanted.maxWait(), wanted, end);
        // After the submit, the request and its pictures need no memory any more: it is not used below this.
        Endpoint endpoint = request.endpoint();
        Deadline repeatUntil = Deadline.in(wanted.submitPatience(), clock).orSooner(end);
        Accepted accepted = submitter.submit(endpoint, request.toJson(), repeatUntil, end, attempts);
        TaskHandle handle = accepted.handle();
        Task pending = accepted.asTask();
        boolean canWait = !wanted.maxWait().isZero() && handle.pollingUrl() != null && poller.canPoll(handle);
        Task task = canWait ? await(handle, pending, until, attempts) : pending;
        Optional<FillResult.Submitted> submitted = Optional.of(new FillResult.Submitted(endpoint, accepted));
        return kept(new FillResult(handle, task, submitted), wanted, end);
    }

    /**
     * Asks for an earlier task and, where asked to, waits until it is finished and keeps its picture.
     *
     * @param end when the answer must leave
     * @param attempts counts what is sent
     * @throws FluxFillException where BFL did not answer or refused; it carries the handle
     */
    public FillResult pickUp(TaskHandle handle, Wanted wanted, Deadline end, Attempts attempts) {
        Deadline until = waitEnd(wanted.maxWait(), wanted, end);
        Duration patience = wanted.maxWait().compareTo(PATIENCE) < 0 ? PATIENCE : wanted.maxWait();
        Task seen = poller.poll(handle, waitEnd(patience, wanted, end), attempts);
        boolean settled = seen.status().isTerminal() && seen.status() != TaskStatus.NOT_FOUND;
        Task task = settled || wanted.maxWait().isZero() ? seen : waiter.await(handle, seen, until, attempts);
        return kept(new FillResult(handle, task, Optional.empty()), wanted, end);
    }

    /** The line is for the one case in which no answer can carry the id: a process that is killed while it waits. */
    private Task await(TaskHandle handle, Task pending, Deadline until, Attempts attempts) {
        LOG.infof("Waiting for task %s", SafeText.of(handle.id()));
        return waiter.await(handle, pending, until, attempts);
    }

    private FillResult kept(FillResult result, Wanted wanted, Deadline end) {
        if (wanted.output().isEmpty() || result.task().status() != TaskStatus.READY) {
            return result;
        }
        Optional<Endpoint> endpoint = result.submitted().map(FillResult.Submitted::endpoint);
        return result.with(keeper.keep(
                result.handle(), result.task(), endpoint, wanted.output().get(), end));
    }

    /** When to stop waiting: a picture that is to be kept must still be copied in the time that is left. */
    private Deadline waitEnd(Duration wait, Wanted wanted, Deadline end) {
        Duration allowed = wait.compareTo(longestWait) < 0 ? wait : longestWait;
        Deadline last = wanted.output().isEmpty() ? end : end.earlierBy(copyTime(end.left()));
        return Deadline.in(allowed, clock).orSooner(last);
    }

    private static Duration copyTime(Duration left) {
        Duration part = left.dividedBy(COPY_PART);
        if (part.compareTo(SHORTEST_COPY) < 0) {
            return SHORTEST_COPY;
        }
        return part.compareTo(LONGEST_COPY) > 0 ? LONGEST_COPY : part;
    }
}
