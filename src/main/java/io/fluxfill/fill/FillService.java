package io.fluxfill.fill;

import io.fluxfill.bfl.Accepted;
import io.fluxfill.bfl.Attempts;
import io.fluxfill.bfl.BflClient;
import io.fluxfill.bfl.Task;
import io.fluxfill.bfl.TaskHandle;
import io.fluxfill.bfl.TaskStatus;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.error.SafeText;
import io.fluxfill.rules.FillRequest;
import io.fluxfill.waiting.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Submit, wait, answer: the straight line of every request, behind both faces. */
public final class FillService {
    /** How long a question without a wait may be asked again, when BFL does not answer it. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(FillService.class);

    private final BflClient bfl;
    private final TaskWaiter waiter;
    private final Duration longestWait;
    private final Clock clock;

    public FillService(BflClient bfl, TaskWaiter waiter, WaitLimits limits, Clock clock) {
        this.bfl = bfl;
        this.waiter = waiter;
        this.longestWait = limits.longest();
        this.clock = clock;
    }

    /**
     * Submits a checked request and, where asked to, waits for the picture.
     *
     * @param wait how long to wait, from now; zero for not at all
     * @param end when the answer must leave
     * @param attempts counts what is sent
     * @return the task, finished or not; from the moment BFL has accepted it, a lack of time is no failure
     * @throws FluxFillException where the submit failed
     */
    public FillResult fill(FillRequest request, Duration wait, Deadline end, Attempts attempts) {
        Deadline until = waitEnd(wait, end);
        Accepted accepted = bfl.submit(request.endpoint(), request.toJson(), end, attempts);
        TaskHandle handle = accepted.handle();
        Task pending = accepted.asTask();
        boolean canWait = !wait.isZero() && handle.pollingUrl() != null && bfl.canPoll(handle);
        Task task = canWait ? await(handle, pending, until, attempts) : pending;
        return new FillResult(handle, task, Optional.of(new FillResult.Submitted(request.endpoint(), accepted)));
    }

    /**
     * Asks for an earlier task and, where asked to, waits until it is finished.
     *
     * @param wait how long to wait, from now; zero for one look
     * @param end when the answer must leave
     * @param attempts counts what is sent
     * @throws FluxFillException where BFL did not answer or refused; it carries the handle
     */
    public FillResult pickUp(TaskHandle handle, Duration wait, Deadline end, Attempts attempts) {
        Deadline until = waitEnd(wait, end);
        Duration patience = wait.compareTo(PATIENCE) < 0 ? PATIENCE : wait;
        Task seen = bfl.poll(handle, waitEnd(patience, end), attempts);
        boolean settled = seen.status().isTerminal() && seen.status() != TaskStatus.NOT_FOUND;
        Task task = settled || wait.isZero() ? seen : waiter.await(handle, seen, until, attempts);
        return new FillResult(handle, task, Optional.empty());
    }

    /** The line is for the one case in which no answer can carry the id: a process that is killed while it waits. */
    private Task await(TaskHandle handle, Task pending, Deadline until, Attempts attempts) {
        LOG.infof("Waiting for task %s", SafeText.of(handle.id()));
        return waiter.await(handle, pending, until, attempts);
    }

    private Deadline waitEnd(Duration wait, Deadline end) {
        Duration allowed = wait.compareTo(longestWait) < 0 ? wait : longestWait;
        return Deadline.in(allowed, clock).orSooner(end);
    }
}
