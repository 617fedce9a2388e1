package io.fluxfill.fill;

import io.fluxfill.bfl.Attempts;
import io.fluxfill.bfl.LocatedTask;
import io.fluxfill.bfl.Origin;
import io.fluxfill.bfl.Submission;
import io.fluxfill.bfl.SubmittedTask;
import io.fluxfill.bfl.Submitter;
import io.fluxfill.bfl.Task;
import io.fluxfill.bfl.TaskPoller;
import io.fluxfill.bfl.TaskStatus;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.error.SafeText;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.rules.FillRequest;
import io.fluxfill.storage.Keeping;
import io.fluxfill.storage.PictureKeeper;
import io.fluxfill.storage.StorageException;
import io.fluxfill.storage.Whole;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.waiting.Deadline;
import io.fluxfill.waiting.Durations;
import io.fluxfill.waiting.Ticker;
import io.fluxfill.waiting.Time;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Submit, wait, keep, answer: the straight line of every fill, behind the direct face and the HTTP face. */
public final class FillService {
    /** How long a question without a wait may be asked again, when BFL does not answer it. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A wait leaves a tenth of the time for copying the picture, within these bounds. */
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

    /**
     * @param submitter the door to what costs money
     * @param longestWait the longest wait, whatever is asked for
     */
    public FillService(Submitter submitter, TaskPoller poller, PictureKeeper keeper, Duration longestWait, Time time) {
        this.submitter = submitter;
        this.poller = poller;
        this.waiter = new TaskWaiter(poller, time);
        this.keeper = keeper;
        this.longestWait = longestWait;
        this.ticker = time.ticker();
    }

    /**
     * Submits a checked request and, where asked to, waits for the picture and keeps it.
     *
     * @param origin where the request comes from
     * @param end when the answer must leave
     * @param attempts counts what is sent
     * @return the task, finished or not; from the moment BFL has accepted it, a lack of time is no failure
     * @throws FluxFillException where the submit failed
     */
    public FillResult fill(
            FillRequest request, Origin origin, RequestOptions options, Deadline end, Attempts attempts) {
        Deadline until = waitEnd(options.maxWait(), options, end);
        // After the submit, the request and its pictures need no memory any more: it is not used below this.
        Deadline repeatUntil = Deadline.in(options.submitPatience(), ticker).orSooner(end);
        SubmittedTask submitted = submitter.submit(
                new Submission(request.endpoint(), request.toJson(), origin, repeatUntil, end), attempts);
        TaskHandle handle = submitted.handle();
        remember(handle, options, end);
        boolean canWait = !options.maxWait().isZero() && handle.pollingUrl().isPresent() && poller.canPoll(handle);
        Task task = canWait ? await(submitted, until, attempts) : submitted.asTask();
        return kept(new FillResult(handle, task, Optional.of(submitted)), options, end);
    }

    /**
     * Asks for an earlier task and, where asked to, waits until it is finished and keeps its picture.
     *
     * @param end when the answer must leave
     * @param attempts counts what is sent
     * @throws FluxFillException where BFL did not answer or refused; it carries the handle
     */
    public FillResult pickUp(TaskHandle handle, RequestOptions options, Deadline end, Attempts attempts) {
        Deadline until = waitEnd(options.maxWait(), options, end);
        Duration patience = options.maxWait().compareTo(PATIENCE) < 0 ? PATIENCE : options.maxWait();
        Deadline lookEnd = waitEnd(patience, options, end);
        LocatedTask found = waiter.lookAgain(poller.poll(handle, lookEnd, attempts), lookEnd, attempts);
        Task task = isWorthWaiting(found, options)
                ? waiter.await(found.handle(), found.task(), until, attempts)
                : found.task();
        return kept(new FillResult(found.handle(), task, Optional.empty()), options, end);
    }

    /** A task that no host knows is not looked for everywhere over and over. */
    private static boolean isWorthWaiting(LocatedTask found, RequestOptions options) {
        TaskStatus status = found.task().status();
        boolean mayCome =
                status == TaskStatus.NOT_FOUND ? found.handle().pollingUrl().isPresent() : !status.isTerminal();
        return mayCome && !options.maxWait().isZero();
    }

    /**
     * Whatever goes wrong here, the task is accepted, and paid: what is known of it is the answer.
     *
     * <p>The log line is for the one case in which no answer can carry the id: a process that is killed while it waits.
     */
    private Task await(SubmittedTask submitted, Deadline until, Attempts attempts) {
        Task pending = submitted.asTask();
        try {
            LOG.infof("Waiting for task %s", SafeText.id(submitted.handle().id()));
            return waiter.await(submitted.handle(), pending, until, attempts);
        } catch (RuntimeException | VirtualMachineError | LinkageError e) {
            LOG.errorf("The wait ended by a fault of this project: %s", SafeText.kind(e));
            return pending;
        }
    }

    /** A picture that is to come back whole is needed again when it is ready, which may be in another invocation. */
    private void remember(TaskHandle handle, RequestOptions options, Deadline end) {
        if (options.whole() instanceof Whole.Now now && options.output().isPresent()) {
            try {
                keeper.remember(handle, now.preservation(), options.output().get(), end);
            } catch (StorageException e) {
                LOG.warnf(
                        "Whoever picks up task %s must name its pictures again: %s",
                        SafeText.id(handle.id()), e.getMessage());
            } catch (RuntimeException | VirtualMachineError | LinkageError e) {
                LOG.errorf("The pictures were not kept, by a fault of this project: %s", SafeText.kind(e));
            }
        }
    }

    private FillResult kept(FillResult result, RequestOptions options, Deadline end) {
        if (options.output().isEmpty() || result.task().status() != TaskStatus.READY) {
            return result;
        }
        Optional<Endpoint> endpoint = result.submitted().map(SubmittedTask::endpoint);
        try {
            return result.with(keeper.keep(
                    result.handle(), result.task(), endpoint, options.output().get(), options.whole(), end));
        } catch (RuntimeException | VirtualMachineError | LinkageError e) {
            return result.with(
                    new Keeping.Failed("The picture is ready and paid, but could not be kept: a fault of this"
                            + " function (" + SafeText.kind(e) + ")."));
        }
    }

    /** When to stop waiting: a picture that is to be kept must still be copied in the time that is left. */
    private Deadline waitEnd(Duration wait, RequestOptions options, Deadline end) {
        Deadline last = options.output().isEmpty() ? end : end.earlierBy(copyTime(end.left()));
        return Deadline.in(Durations.shorter(wait, longestWait), ticker).orSooner(last);
    }

    private static Duration copyTime(Duration left) {
        return Durations.clamp(left.dividedBy(COPY_PART), SHORTEST_COPY, LONGEST_COPY);
    }
}
