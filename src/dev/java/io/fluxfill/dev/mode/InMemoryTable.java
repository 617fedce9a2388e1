package io.fluxfill.dev.mode;

import io.fluxfill.bfl.SubmittedTask;
import io.fluxfill.guard.Charge;
import io.fluxfill.guard.Claim;
import io.fluxfill.guard.Flight;
import io.fluxfill.guard.GuardRecord;
import io.fluxfill.guard.GuardTable;
import io.fluxfill.waiting.Time;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The guard's table for as long as this process lives: in {@code quarkus:dev} a key can be sent twice, and pays once. */
@IfBuildProfile("dev")
@Singleton
public final class InMemoryTable implements GuardTable {

    private final Map<String, Entry> records = new HashMap<>();
    private final Map<String, Flights> flights = new HashMap<>();
    private final Map<String, Integer> counters = new HashMap<>();
    private final Map<String, String> tasks = new HashMap<>();
    private final Clock clock;

    public InMemoryTable(Time time) {
        this.clock = time.clock();
    }

    private record Entry(GuardRecord record, Optional<Instant> expires) {}

    private static final class Flights {
        private final Map<String, Instant> until = new HashMap<>();
        private Instant doubt;
    }

    @Override
    public synchronized Claim claim(
            String id, GuardRecord.Submitting record, Optional<Instant> expires, List<Charge> charges, Duration limit) {
        Optional<GuardRecord> there = read(id, limit);
        if (there.isPresent()) {
            return there.get().owner().equals(record.owner()) ? new Claim.Won() : new Claim.Taken(there.get());
        }
        Optional<Charge> over = overBudget(charges);
        if (over.isPresent()) {
            return new Claim.OverBudget(over.get());
        }
        count(charges, 1);
        records.put(id, new Entry(record, expires));
        return new Claim.Won();
    }

    @Override
    public synchronized Optional<GuardRecord> read(String id, Duration limit) {
        return Optional.ofNullable(records.get(id))
                .filter(entry ->
                        entry.expires().filter(clock.instant()::isAfter).isEmpty())
                .map(Entry::record);
    }

    @Override
    public synchronized void settle(String id, GuardRecord record, Optional<Instant> expires, Duration limit) {
        if (isOwner(id, record.owner())) {
            records.put(id, new Entry(record, expires));
        }
        if (record instanceof GuardRecord.Submitted submitted) {
            remember(submitted.task());
        }
    }

    @Override
    public synchronized void release(String id, String owner, List<Charge> charges, Duration limit) {
        if (isOwner(id, owner)) {
            records.remove(id);
            count(charges, -1);
        }
    }

    @Override
    public synchronized Flight enter(String id, String owner, Instant until, List<Charge> charges, Duration limit) {
        Optional<Charge> over = overBudget(charges);
        if (over.isPresent()) {
            return new Flight.OverBudget(over.get());
        }
        count(charges, 1);
        Flights all = flights.computeIfAbsent(id, any -> new Flights());
        all.until.remove(owner);
        List<Instant> others = List.copyOf(all.until.values());
        all.until.put(owner, until);
        return new Flight.Entered(others, Optional.ofNullable(all.doubt));
    }

    @Override
    public synchronized void leaveAnswered(String id, String owner, SubmittedTask task, Duration limit) {
        leave(id, owner);
        remember(task);
    }

    @Override
    public synchronized void leaveReleased(String id, String owner, List<Charge> charges, Duration limit) {
        if (leave(id, owner)) {
            count(charges, -1);
        }
    }

    @Override
    public synchronized void leaveInDoubt(String id, String owner, Instant doubtUntil, Duration limit) {
        leave(id, owner);
        flights.computeIfAbsent(id, any -> new Flights()).doubt = doubtUntil;
    }

    @Override
    public synchronized Optional<String> pollingUrl(String taskId, Duration limit) {
        return Optional.ofNullable(tasks.get(taskId));
    }

    private boolean isOwner(String id, String owner) {
        return records.containsKey(id) && records.get(id).record().owner().equals(owner);
    }

    private boolean leave(String id, String owner) {
        Flights all = flights.get(id);
        return all != null && all.until.remove(owner) != null;
    }

    private void remember(SubmittedTask task) {
        task.handle().pollingUrl().ifPresent(url -> tasks.put(task.handle().id(), url));
    }

    private Optional<Charge> overBudget(List<Charge> charges) {
        return charges.stream()
                .filter(charge -> counters.getOrDefault(charge.counter(), 0) + charge.credits() > charge.budget())
                .findFirst();
    }

    private void count(List<Charge> charges, int sign) {
        charges.forEach(charge -> counters.merge(charge.counter(), sign * charge.credits(), Integer::sum));
    }
}
