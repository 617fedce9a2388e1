package io.fluxfill.fill;

import io.fluxfill.bfl.Attempts;
import io.fluxfill.bfl.LocatedTask;
import io.fluxfill.bfl.SubmittedTask;
import io.fluxfill.bfl.Submitter;
import io.fluxfill.bfl.Task;
import io.fluxfill.bfl.TaskHandle;
import io.fluxfill.bfl.TaskPoller;
import io.fluxfill.bfl.TaskStatus;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.error.SafeText;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.rules.FillRequest;
import io.fluxfill.storage.Keeping;
import io.fluxfill.storage.PictureKeeper;
import io.fluxfill.waiting.Deadline;
import io.fluxfill.waiting.Ticker;
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
    private final Ticker ticker;

    public FillService(
            Submitter submitter,
            TaskPoller poller,
            TaskWaiter waiter,
            PictureKeeper keeper,
            WaitLimits limits,
            Ticker ticker) {
        this.submitter = submitter;
        this.poller = poller;
        this.waiter = waiter;
        this.keeper = keeper;
        this.longestWait = limits.longest();
        this.ticker = ticker;
    }

    /**
     * Submits a checked request and, where asked to, waits for the picture and keeps it.
     *
     * @param end when the answer must leave
     * @param attempts counts what is sent
     * @return the task, finished or not; from the moment BFL has accepted it, a lack of time is no failure
     * @throws FluxFillException where the submit failed
     */
    public FillResult fill(FillRequest request, RequestOptions wanted, Deadline end, Attempts attempts) {
        Deadline until = waitEnd(wanted.maxWait(), wanted, end);
        // After the submit, the request and its pictures need no memory any more: it is not used below this.
        Endpoint endpoint = request.endpoint();
        Deadline repeatUntil = Deadline.in(wanted.submitPatience(), ticker).orSooner(end);
        SubmittedTask accepted = submitter.submit(endpoint, request.toJson(), repeatUntil, end, attempts);
        TaskHandle handle = accepted.handle();
        boolean canWait = !wanted.maxWait().isZero() && handle.pollingUrl() != null && poller.canPoll(handle);
        Task task = canWait ? await(accepted, until, attempts) : accepted.asTask();
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
    public FillResult pickUp(TaskHandle handle, RequestOptions wanted, Deadline end, Attempts attempts) {
        Deadline until = waitEnd(wanted.maxWait(), wanted, end);
        Duration patience = wanted.maxWait().compareTo(PATIENCE) < 0 ? PATIENCE : wanted.maxWait();
        Deadline lookEnd = waitEnd(patience, wanted, end);
        LocatedTask found = waiter.lookAgain(poller.poll(handle, lookEnd, attempts), lookEnd, attempts);
        Task task = isWorthWaiting(found, wanted)
                ? waiter.await(found.handle(), found.task(), until, attempts)
                : found.task();
        return kept(new FillResult(found.handle(), task, Optional.empty()), wanted, end);
    }

    /** A task that no host knows is not looked for everywhere over and over. */
    private static boolean isWorthWaiting(LocatedTask found, RequestOptions wanted) {
        TaskStatus status = found.task().status();
        boolean mayCome = status == TaskStatus.NOT_FOUND ? found.handle().pollingUrl() != null : !status.isTerminal();
        return mayCome && !wanted.maxWait().isZero();
    }

    /**
     * Whatever goes wrong here, the task is accepted, and paid: what is known of it is the answer.
     *
     * <p>The line is for the one case in which no answer can carry the id: a process that is killed while it waits.
     */
    private Task await(SubmittedTask accepted, Deadline until, Attempts attempts) {
        Task pending = accepted.asTask();
        try {
            LOG.infof("Waiting for task %s", SafeText.id(accepted.handle().id()));
            return waiter.await(accepted.handle(), pending, until, attempts);
        } catch (RuntimeException | VirtualMachineError | LinkageError e) {
            LOG.errorf("The wait ended by a fault of this project: %s", SafeText.kind(e));
            return pending;
        }
    }

    private FillResult kept(FillResult result, RequestOptions wanted, Deadline end) {
        if (wanted.output().isEmpty() || result.task().status() != TaskStatus.READY) {
            return result;
        }
        Optional<Endpoint> endpoint = result.submitted().map(FillResult.Submitted::endpoint);
        try {
            return result.with(keeper.keep(
                    result.handle(), result.task(), endpoint, wanted.output().get(), end));
        } catch (RuntimeException | VirtualMachineError | LinkageError e) {
            return result.with(
                    new Keeping.Failed("The picture is ready and paid, but could not be kept: a fault of this"
                            + " function (" + SafeText.kind(e) + ")."));
        }
    }

    /** When to stop waiting: a picture that is to be kept must still be copied in the time that is left. */
    private Deadline waitEnd(Duration wait, RequestOptions wanted, Deadline end) {
        Duration allowed = wait.compareTo(longestWait) < 0 ? wait : longestWait;
        Deadline last = wanted.output().isEmpty() ? end : end.earlierBy(copyTime(end.left()));
        return Deadline.in(allowed, ticker).orSooner(last);
    }

    private static Duration copyTime(Duration left) {
        Duration part = left.dividedBy(COPY_PART);
        if (part.compareTo(SHORTEST_COPY) < 0) {
            return SHORTEST_COPY;
        }
        return part.compareTo(LONGEST_COPY) > 0 ? LONGEST_COPY : part;
    }
}
