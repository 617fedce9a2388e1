package io.fluxfill.guard;

import io.fluxfill.bfl.SubmittedTask;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.task.TaskHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * For a request without a key. Its caller may want the same picture twice, so only one thing is held against it: that the
 * same request ended in doubt, a short time ago. That is what an SDK repeats which does not know better.
 */
final class RequestTicket implements Ticket {
    /** How long a doubt is held against the same request. */
    static final Duration DOUBT = Duration.ofMinutes(10);

    private final String id;
    private final Holder holder;

    /** @param id the name of the request's record */
    RequestTicket(String id, Holder holder) {
        this.id = id;
        this.holder = holder;
    }

    @Override
    public Optional<SubmittedTask> begin() {
        Flight flight = holder.asking(
                limit -> holder.table().enter(id, holder.owner(), holder.until(), holder.charges(), limit),
                this::refused);
        if (flight instanceof Flight.OverBudget over) {
            throw holder.overBudget(over.charge());
        }
        Flight.Entered entered = (Flight.Entered) flight;
        Instant now = holder.now();
        if (entered.doubtUntil().filter(now::isBefore).isPresent()
                || entered.others().stream().anyMatch(until -> isLost(until, now))) {
            Holder.ifPossible(this::refused);
            throw new FluxFillException(
                    ErrorType.SUBMIT_UNKNOWN,
                    "The same request was sent a short time ago, and its answer was lost: BFL may have accepted it, and"
                            + " charge for it. It is not sent again for ten minutes. Nothing was submitted.");
        }
        return Optional.empty();
    }

    @Override
    public void accepted(SubmittedTask task) {
        holder.table().leaveAnswered(id, holder.owner(), task, holder.after());
    }

    @Override
    public void refused() {
        holder.table().leaveReleased(id, holder.owner(), holder.charges(), holder.after());
    }

    @Override
    public void inDoubt(Optional<TaskHandle> task) {
        holder.table().leaveInDoubt(id, holder.owner(), holder.now().plus(DOUBT), holder.after());
    }

    /** A process that was killed has left its entry, and no doubt. */
    private static boolean isLost(Instant until, Instant now) {
        return now.isAfter(until) && now.isBefore(until.plus(DOUBT));
    }
}
