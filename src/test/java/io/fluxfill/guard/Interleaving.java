package io.fluxfill.guard;

import io.fluxfill.bfl.Attempts;
import io.fluxfill.bfl.Submission;
import io.fluxfill.bfl.SubmittedTask;
import io.fluxfill.dev.mode.InMemoryTable;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.testing.Json;
import io.fluxfill.waiting.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One run of some invocations of the real guard, which stop before every call to the table or to BFL and before every sleep.
 * Which of them goes on, and how its call ends, is the choice of whoever runs this: with all choices, all that can happen has
 * happened.
 */
final class Interleaving {
    private final FakeTime time = new FakeTime();
    private final GuardTable table;
    private final List<Invocation> invocations = new ArrayList<>();
    private final List<Runnable> late = new ArrayList<>();
    private final List<String> accepted = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final ExecutorService threads;
    private int faultsLeft;

    /**
     * @param threads run the invocations
     * @param faults how many calls may end otherwise than they should
     * @param seenAs makes the table that the guard sees
     */
    Interleaving(ExecutorService threads, int faults, UnaryOperator<GuardTable> seenAs) {
        this.threads = threads;
        this.faultsLeft = faults;
        this.table = seenAs.apply(new InMemoryTable(time.all()));
    }

    /** Chooses one of so many possibilities, by its number. */
    @FunctionalInterface
    interface Chooser {
        int choose(int possibilities);
    }

    /** How a call ends. All but the first are faults. */
    private enum End {
        DONE,
        /** It has not happened, and is known not to have: BFL refuses, or the table does not answer. */
        FAILED,
        /** It has happened, and its answer is lost. */
        LOST,
        /** The caller is told that nobody knows, but it has not happened. */
        LOST_UNDONE,
        /** The caller is told that nobody knows, and it happens at some later time. */
        LATE,
        /** The process is killed before it. */
        KILLED_BEFORE,
        /** The process is killed when it has happened, before its answer comes. */
        KILLED_AFTER
    }

    private enum Kind {
        TABLE(End.DONE, End.FAILED, End.LOST, End.LATE, End.KILLED_BEFORE, End.KILLED_AFTER),
        BFL(End.DONE, End.FAILED, End.LOST, End.LOST_UNDONE, End.KILLED_BEFORE, End.KILLED_AFTER),
        SLEEP(End.DONE, End.KILLED_BEFORE);

        private final List<End> ends;

        Kind(End... ends) {
            this.ends = List.of(ends);
        }
    }

    private record Step(Invocation invocation, End end) {}

    /** Runs invocations for one submission to their ends. */
    void play(int count, Supplier<Submission> submission, Chooser chooser) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            invocations.add(new Invocation("ABC".substring(i, i + 1), submission.get()));
        }
        for (Invocation invocation : invocations) {
            invocation.start();
        }
        while (invocations.stream().anyMatch(invocation -> invocation.at != null)) {
            List<Step> steps = invocations.stream()
                    .filter(invocation -> invocation.at != null)
                    .flatMap(invocation -> invocation.at.ends.stream()
                            .filter(end -> end == End.DONE || faultsLeft > 0)
                            .map(end -> new Step(invocation, end)))
                    .toList();
            int chosen = chooser.choose(steps.size() + late.size());
            if (chosen >= steps.size()) {
                story.add("a late write arrives");
                late.remove(chosen - steps.size()).run();
                continue;
            }
            Step step = steps.get(chosen);
            faultsLeft -= step.end() == End.DONE ? 0 : 1;
            story.add(step.invocation().name + " " + step.invocation().at + " " + step.end());
            step.invocation().goOn(step.end());
        }
        late.forEach(Runnable::run);
        late.clear();
    }

    /** One more invocation, undisturbed, when all others cannot be alive any more. */
    Invocation playLast(Submission submission) throws InterruptedException {
        time.advance(Duration.ofMinutes(1));
        Invocation last = new Invocation("Z", submission);
        last.start();
        while (last.at != null) {
            last.goOn(End.DONE);
        }
        return last;
    }

    /** The ids of all tasks that BFL accepted. */
    List<String> accepted() {
        return List.copyOf(accepted);
    }

    List<Invocation> invocations() {
        return List.copyOf(invocations);
    }

    FakeTime time() {
        return time;
    }

    /** What happened, for the report of a failure. */
    String story() {
        return String.join(", ", story);
    }

    /** A process that submits. */
    final class Invocation {
        private final String name;
        private final Submission submission;
        private final Semaphore stopped = new Semaphore(0);
        private final Semaphore goOn = new Semaphore(0);
        private volatile Kind at;
        private volatile End end;
        private volatile boolean dead;
        private SubmittedTask task;
        private FluxFillException failure;

        Invocation(String name, Submission submission) {
            this.name = name;
            this.submission = submission;
        }

        /** The task that the caller was given, or told of in a failure. */
        Optional<String> toldId() {
            return Optional.ofNullable(task)
                    .map(SubmittedTask::handle)
                    .or(() -> Optional.ofNullable(failure).flatMap(FluxFillException::task))
                    .map(TaskHandle::id);
        }

        /** The name of the failure that the caller was told of. */
        Optional<ErrorType> failure() {
            return Optional.ofNullable(failure).map(FluxFillException::type);
        }

        private void start() throws InterruptedException {
            threads.execute(this::run);
            stopped.acquire();
        }

        private void goOn(End how) throws InterruptedException {
            end = how;
            goOn.release();
            stopped.acquire();
        }

        private void run() {
            Time all = new Time(time, time, pause -> call(Kind.SLEEP, () -> time.advance(pause)), () -> 0);
            GuardedSubmitter guard = new GuardedSubmitter(
                    (any, attempts) -> call(Kind.BFL, this::accept),
                    new StoppingTable(this),
                    Budgets.NONE,
                    Duration.ofDays(30),
                    all);
            try {
                task = guard.submit(submission, new Attempts(time));
            } catch (FluxFillException told) {
                failure = told;
            } catch (Killed killed) {
                // It tells nobody anything.
            } finally {
                at = null;
                stopped.release();
            }
        }

        private SubmittedTask accept() {
            String id = name + accepted.size();
            accepted.add(id);
            String url = "https://api.bfl.ai/v1/get_result?id=" + id;
            return new SubmittedTask(Endpoint.FILL, TaskHandle.of(id, url), Json.object("{'id': '" + id + "'}"));
        }

        private <T> T call(Kind kind, Supplier<T> action) {
            if (dead) {
                throw new Killed();
            }
            at = kind;
            stopped.release();
            goOn.acquireUninterruptibly();
            switch (end) {
                case DONE:
                    return action.get();
                case FAILED:
                    throw kind == Kind.BFL
                            ? new FluxFillException(ErrorType.UNAVAILABLE, "refused")
                            : new TableException("not done");
                case LOST:
                    action.get();
                    throw lost(kind);
                case LOST_UNDONE:
                    throw lost(kind);
                case LATE:
                    late.add(action::get);
                    throw lost(kind);
                case KILLED_AFTER:
                    action.get();
                    dead = true;
                    throw new Killed();
                default:
                    dead = true;
                    throw new Killed();
            }
        }

        private static RuntimeException lost(Kind kind) {
            return kind == Kind.BFL
                    ? new FluxFillException(ErrorType.SUBMIT_UNKNOWN, "lost")
                    : new TableException("lost");
        }
    }

    /** The table as one invocation sees it. */
    private final class StoppingTable extends TableBefore {
        private final Invocation invocation;

        StoppingTable(Invocation invocation) {
            super(table);
            this.invocation = invocation;
        }

        @Override
        <T> T answered(Supplier<T> call) {
            return invocation.call(Kind.TABLE, call);
        }
    }

    /** No code of the guard's catches it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }
}
