package io.fluxfill.dev.standin;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The accepted tasks and the account. The oldest tasks are forgotten when they grow too many or too large. */
final class TaskBook {

    private static final int MAX_TASKS = 200;
    private static final long MAX_PICTURE_BYTES = 64L << 20;

    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final StandInOptions options;
    private int accepted;
    private int charged;

    TaskBook(StandInOptions options) {
        this.options = options;
    }

    /** Why a task may not start now. */
    enum Refusal {
        NONE,
        NO_CREDITS,
        TOO_MANY
    }

    /** Whether a task of this price could start now. */
    synchronized Refusal refusal(int cost, Instant now) {
        if (charged + cost > options.credits()) {
            return Refusal.NO_CREDITS;
        }
        long active = tasks.values().stream().filter(t -> !t.isFinished(now)).count();
        return active >= options.maxActiveTasks() ? Refusal.TOO_MANY : Refusal.NONE;
    }

    /** Accepts and charges a task, unless there is a reason not to. */
    synchronized Refusal accept(Task task, Instant now) {
        Refusal refusal = refusal(task.cost(), now);
        if (refusal == Refusal.NONE) {
            tasks.put(task.id(), task);
            accepted++;
            charged += task.isCharged() ? task.cost() : 0;
            forgetTheOldest();
        }
        return refusal;
    }

    /** A task, on whichever host it runs. */
    synchronized Optional<Task> find(String id) {
        return Optional.ofNullable(tasks.get(id));
    }

    /** A task, if it runs on this host. */
    Optional<Task> find(String id, Host host) {
        return find(id).filter(task -> task.host() == host);
    }

    synchronized int accepted() {
        return accepted;
    }

    synchronized int charged() {
        return charged;
    }

    private void forgetTheOldest() {
        long bytes = tasks.values().stream().mapToLong(Task::pictureBytes).sum();
        Iterator<Task> oldest = tasks.values().iterator();
        while (tasks.size() > MAX_TASKS || bytes > MAX_PICTURE_BYTES) {
            bytes -= oldest.next().pictureBytes();
            oldest.remove();
        }
    }
}
