package io.fluxfill.guard;

import io.fluxfill.bfl.Attempts;
import io.fluxfill.bfl.Idempotency;
import io.fluxfill.bfl.Submission;
import io.fluxfill.bfl.SubmittedTask;
import io.fluxfill.bfl.Submitter;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.error.SafeText;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.waiting.Time;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Submits what was not submitted before: puts a record first, submits, settles the record.
 *
 * <p>What fails before the submit fails the request, since nothing is paid yet. What fails after it does not: the caller gets
 * its task, and the record that was not settled counts as a doubt.
 */
public final class GuardedSubmitter implements Submitter {
    /** Kept for settling the record, of the time that there is. */
    public static final Duration SETTLING = Duration.ofSeconds(1);

    /** How long an invocation may go on after it should have answered: its margin, and what clocks differ by. */
    static final Duration AFTER_THE_END = Duration.ofSeconds(5);

    /** Lambda repeats an asynchronous invocation for six hours at most. */
    private static final Duration EVENTS_KEPT = Duration.ofDays(1);

    /** The failures after which BFL has surely not accepted. All others may follow a payment. */
    private static final Set<ErrorType> REFUSALS = EnumSet.of(
            ErrorType.INVALID_REQUEST,
            ErrorType.UNAUTHORIZED,
            ErrorType.INSUFFICIENT_CREDITS,
            ErrorType.RATE_LIMITED,
            ErrorType.UNAVAILABLE);

    private static final Logger LOG = Logger.getLogger(GuardedSubmitter.class);

    private final Submitter submitter;
    private final GuardTable table;
    private final Budgets budgets;
    private final Duration keep;
    private final Time time;

    /**
     * A guard before another submitter.
     *
     * @param submitter submits without asking
     * @param table remembers what was submitted
     * @param budgets what submits may cost
     * @param keep how long the same key gives the same task
     */
    public GuardedSubmitter(Submitter submitter, GuardTable table, Budgets budgets, Duration keep, Time time) {
        this.submitter = submitter;
        this.table = table;
        this.budgets = budgets;
        this.keep = keep;
        this.time = time;
    }

    @Override
    public SubmittedTask submit(Submission submission, Attempts attempts) {
        List<Charge> charges = budgets.chargesFor(submission, time.clock().instant());
        Ticket ticket = ticket(submission, charges);
        Optional<SubmittedTask> earlier = ticket.begin();
        if (earlier.isPresent()) {
            attempts.noteReplayed(earlier.get().handle());
            return earlier.get();
        }
        SubmittedTask task;
        try {
            task = submitter.submit(submission.endingAt(submission.end().earlierBy(SETTLING)), attempts);
        } catch (FluxFillException failure) {
            if (attempts.accepted().isEmpty() && REFUSALS.contains(failure.type())) {
                settle("released", ticket::refused);
            } else {
                doubt(ticket, failure.task().or(attempts::accepted), charges, attempts);
            }
            throw failure;
        } catch (RuntimeException | VirtualMachineError | LinkageError fault) {
            doubt(ticket, attempts.accepted(), charges, attempts);
            throw fault;
        }
        count(charges, attempts);
        settle("completed", () -> ticket.accepted(task));
        return task;
    }

    private Ticket ticket(Submission submission, List<Charge> charges) {
        String owner = UUID.randomUUID().toString();
        Holder holder = new Holder(owner, table, charges, submission.end(), time);
        if (submission.origin().idempotency() instanceof Idempotency.Key key) {
            return new KeyTicket("key#" + key.value(), Optional.of(key), RequestHash.of(submission), keep, holder);
        }
        if (submission.origin().idempotency() instanceof Idempotency.Event event) {
            String id = event.requestId().isEmpty() ? owner : event.requestId();
            // Lambda repeats an invocation with the event that it had: there is nothing to compare.
            return new KeyTicket("event#" + id, Optional.empty(), "event", EVENTS_KEPT, holder);
        }
        String caller = submission.origin().caller().orElse("");
        return new RequestTicket("body#" + RequestHash.of(caller, submission), holder);
    }

    private static void doubt(Ticket ticket, Optional<TaskHandle> task, List<Charge> charges, Attempts attempts) {
        count(charges, attempts);
        settle("marked as unknown", () -> ticket.inDoubt(task));
    }

    private static void count(List<Charge> charges, Attempts attempts) {
        charges.stream().findFirst().ifPresent(charge -> attempts.countCredits(charge.credits()));
    }

    /** Whatever goes wrong here, the request has its answer. */
    private static void settle(String what, Runnable step) {
        try {
            step.run();
        } catch (TableException trouble) {
            LOG.warnf("The guard's record could not be %s: %s", what, trouble.getMessage());
        } catch (RuntimeException | VirtualMachineError | LinkageError fault) {
            LOG.errorf("The guard's record could not be %s: %s", what, SafeText.kind(fault));
        }
    }
}
