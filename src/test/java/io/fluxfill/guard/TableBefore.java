package io.fluxfill.guard;

import io.fluxfill.bfl.SubmittedTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A table before another one, that makes or does not make each call. */
abstract class TableBefore implements GuardTable {
    private final GuardTable table;

    TableBefore(GuardTable table) {
        this.table = table;
    }

    /** Makes a call, or ends otherwise. */
    abstract <T> T answered(Supplier<T> call);

    @Override
    public Claim claim(
            String id, GuardRecord.Submitting record, Optional<Instant> expires, List<Charge> charges, Duration limit) {
        return answered(() -> table.claim(id, record, expires, charges, limit));
    }

    @Override
    public Optional<GuardRecord> read(String id, Duration limit) {
        return answered(() -> table.read(id, limit));
    }

    @Override
    public void settle(String id, GuardRecord record, Optional<Instant> expires, Duration limit) {
        done(() -> table.settle(id, record, expires, limit));
    }

    @Override
    public void release(String id, String owner, List<Charge> charges, Duration limit) {
        done(() -> table.release(id, owner, charges, limit));
    }

    @Override
    public Flight enter(String id, String owner, Instant until, List<Charge> charges, Duration limit) {
        return answered(() -> table.enter(id, owner, until, charges, limit));
    }

    @Override
    public void leaveAnswered(String id, String owner, SubmittedTask task, Duration limit) {
        done(() -> table.leaveAnswered(id, owner, task, limit));
    }

    @Override
    public void leaveReleased(String id, String owner, List<Charge> charges, Duration limit) {
        done(() -> table.leaveReleased(id, owner, charges, limit));
    }

    @Override
    public void leaveInDoubt(String id, String owner, Instant doubtUntil, Duration limit) {
        done(() -> table.leaveInDoubt(id, owner, doubtUntil, limit));
    }

    @Override
    public Optional<String> pollingUrl(String taskId, Duration limit) {
        return answered(() -> table.pollingUrl(taskId, limit));
    }

    private void done(Runnable call) {
        answered(() -> {
            call.run();
            return "";
        });
    }
}
