package io.fluxfill.guard;

import io.fluxfill.bfl.Idempotency;
import io.fluxfill.bfl.SubmittedTask;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.rules.InvalidRequest;
import io.fluxfill.rules.ValidationError;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.waiting.PollInterval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** For a request with a key: one submit for each key, whoever asks, and however many at once. */
final class KeyTicket implements Ticket {
    private static final String PERHAPS_PAID =
            "An earlier request with the same idempotency key was sent, and its answer was lost: BFL may have accepted it,"
                    + " and charge for it. The key answers so until its record is deleted.";

    private final String id;
    private final Optional<Idempotency.Key> key;
    private final String request;
    private final Duration keep;
    private final Holder holder;

    /**
     * @param id the name of the key's record
     * @param key the key, if it is one of the caller's own
     * @param request the hash of the request
     * @param keep how long the record of an accepted request is kept
     */
    KeyTicket(String id, Optional<Idempotency.Key> key, String request, Duration keep, Holder holder) {
        this.id = id;
        this.key = key;
        this.request = request;
        this.keep = keep;
        this.holder = holder;
    }

    @Override
    public Optional<SubmittedTask> begin() {
        PollInterval interval = new PollInterval(holder.time().random());
        long began = holder.time().ticker().nanos();
        Optional<GuardRecord> other = claim();
        while (other.isPresent()) {
            GuardRecord record = other.get();
            if (!record.request().equals(request)) {
                throw otherRequest();
            }
            if (record instanceof GuardRecord.Submitted submitted) {
                return Optional.of(submitted.task());
            }
            if (record instanceof GuardRecord.Unknown unknown) {
                throw perhapsPaid(unknown.task());
            }
            if (holder.now().isAfter(((GuardRecord.Submitting) record).until())) {
                throw perhapsPaid(Optional.empty());
            }
            pause(interval.after(Duration.ofNanos(holder.time().ticker().nanos() - began)));
            other = holder.before(limit -> holder.table().read(id, limit)).or(this::claim);
        }
        return Optional.empty();
    }

    @Override
    public void accepted(SubmittedTask task) {
        settle(new GuardRecord.Submitted(request, holder.owner(), task), Optional.of(afterKeeping()));
    }

    @Override
    public void refused() {
        holder.table().release(id, holder.owner(), holder.charges(), holder.after());
    }

    @Override
    public void inDoubt(Optional<TaskHandle> task) {
        settle(new GuardRecord.Unknown(request, holder.owner(), task), unsettledExpiry());
    }

    private void settle(GuardRecord record, Optional<Instant> expires) {
        holder.table().settle(id, record, expires, holder.after());
    }

    /** A key's doubt is for its owner to settle; an invocation's is of no more use when nobody can repeat it any more. */
    private Optional<Instant> unsettledExpiry() {
        return key.isPresent() ? Optional.empty() : Optional.of(afterKeeping());
    }

    private Instant afterKeeping() {
        return holder.now().plus(keep);
    }

    /** Puts the record; what is there already, if there is something. */
    private Optional<GuardRecord> claim() {
        GuardRecord.Submitting record = new GuardRecord.Submitting(request, holder.owner(), holder.until());
        Claim claim = holder.asking(
                limit -> holder.table().claim(id, record, unsettledExpiry(), holder.charges(), limit), this::refused);
        if (claim instanceof Claim.OverBudget over) {
            throw holder.overBudget(over.charge());
        }
        return claim instanceof Claim.Taken taken ? Optional.of(taken.record()) : Optional.empty();
    }

    private void pause(Duration pause) {
        if (pause.compareTo(holder.end().left()) >= 0) {
            throw new FluxFillException(
                            ErrorType.IN_PROGRESS,
                            "A request with the same idempotency key is being submitted. Nothing was submitted.")
                    .withRetryAfter(Duration.ofSeconds(1));
        }
        holder.time().sleeper().sleep(pause);
    }

    private static FluxFillException perhapsPaid(Optional<TaskHandle> task) {
        FluxFillException failure = new FluxFillException(ErrorType.SUBMIT_UNKNOWN, PERHAPS_PAID);
        return task.map(failure::about).orElse(failure);
    }

    private FluxFillException otherRequest() {
        List<String> loc = key.map(Idempotency.Key::loc).orElse(List.of("body"));
        return InvalidRequest.of(List.of(
                new ValidationError("value_error", loc, "Value error, the key was used for another request before")));
    }
}
