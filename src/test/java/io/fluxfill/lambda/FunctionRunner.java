package io.fluxfill.lambda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Runs one event after the other in a process of the function, and starts a fresh process where there is none, or where the
 * last one has ended, failed to start or run out of time.
 */
final class FunctionRunner implements AutoCloseable {
    private final ReentrantLock turn = new ReentrantLock(true);
    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private final LambdaOptions options;
    private final FunctionLog log;
    private volatile Sandbox sandbox;
    private Optional<Duration> untoldInit = Optional.empty();

    FunctionRunner(LambdaOptions options, FunctionLog log) {
        this.options = options;
        this.log = log;
    }

    /** What happened to an event. */
    record Run(String requestId, Outcome outcome) {}

    /**
     * Runs an event when its turn has come.
     *
     * @param requestId the id of the invocation
     * @param beside what the process is told beside the event, as headers
     */
    Run run(String requestId, byte[] event, Map<String, String> beside) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            if (!isWarm()) {
                initAhead(Sandbox.ON_DEMAND);
            }
            Optional<Duration> init = takeUntoldInit();
            if (sandbox != null) {
                sandbox.wake();
            }
            Invocation invocation = new Invocation(
                    requestId,
                    event,
                    beside,
                    options.functionArn(),
                    options.clock().instant().plus(options.timeout()));
            log.add("START RequestId: " + invocation.requestId() + " Version: " + LambdaEmulator.VERSION);
            long began = System.nanoTime();
            Outcome outcome = run(invocation, began);
            report(invocation, outcome, Duration.ofNanos(System.nanoTime() - began), init);
            return new Run(invocation.requestId(), outcome);
        } finally {
            turn.unlock();
        }
    }

    /**
     * Starts a fresh process ahead of its first event.
     *
     * @throws IllegalStateException if it fails to start
     */
    Init prepare() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            Optional<Outcome> failed = initAhead(Sandbox.PROVISIONED);
            if (failed.isPresent()) {
                throw new IllegalStateException("The function's process does not start: "
                        + new String(failed.get().payload(), StandardCharsets.UTF_8));
            }
            Init init = sandbox.toInit();
            sandbox.rest();
            return init;
        } finally {
            turn.unlock();
        }
    }

    /** Whether there is a process that is stopped until its next event. */
    boolean isFrozen() {
        Sandbox current = sandbox;
        return current != null && current.isFrozen();
    }

    /** What the process has had from files. */
    FileUse fileUse() throws IOException {
        Sandbox current = sandbox;
        if (current == null) {
            throw new IOException("There is no process.");
        }
        return current.fileUse();
    }

    /** Does something to the process, if there is one. */
    void withProcess(Consumer<Sandbox> what) {
        Sandbox current = sandbox;
        if (current != null) {
            what.accept(current);
        }
    }

    /** What was reported of all invocations that have ended. */
    List<Report> reports() {
        return List.copyOf(reports);
    }

    @Override
    public void close() {
        discard();
    }

    private boolean isWarm() {
        return sandbox != null && sandbox.isAlive();
    }

    /** Starts a process before an event's own time begins; otherwise tells why there is none. */
    private Optional<Outcome> initAhead(String initializationType) throws InterruptedException {
        long began = System.nanoTime();
        Optional<Outcome> failed = init(initializationType, options.initTimeout());
        if (failed.isEmpty()) {
            untoldInit = Optional.of(sandbox.initDuration());
        } else {
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            log.add("INIT_REPORT Init Duration: " + Report.millis(took) + " ms\tPhase: init\tStatus: error");
        }
        return failed;
    }

    /** How long the init of a process took that has not had an event yet. */
    private Optional<Duration> takeUntoldInit() {
        Optional<Duration> untold = untoldInit;
        untoldInit = Optional.empty();
        return untold;
    }

    private Outcome run(Invocation invocation, long began) throws InterruptedException {
        if (!isWarm()) {
            // As Lambda does, the init is tried once more, in the event's own time.
            Optional<Outcome> failed = init(Sandbox.ON_DEMAND, left(began));
            if (failed.isPresent()) {
                return failed.get();
            }
        }
        sandbox.run(invocation);
        Optional<Outcome> outcome = await(invocation.outcome(), left(began));
        if (outcome.isEmpty()) {
            discard();
        }
        return outcome.orElseGet(() -> timedOut(invocation));
    }

    /** Starts a process and waits until it asks for an event; otherwise tells why it does not, and leaves none. */
    private Optional<Outcome> init(String initializationType, Duration limit) throws InterruptedException {
        discard();
        Optional<Outcome> failed;
        try {
            log.add("INIT_START Runtime Version: provided.al2023");
            sandbox = new Sandbox(options, initializationType, log);
            failed = await(sandbox.init(), limit)
                    .orElse(Optional.of(Outcome.error(
                            "Sandbox.Timedout", "Error: Init timed out after " + seconds(limit) + " seconds")));
        } catch (IOException e) {
            failed = Optional.of(Outcome.error("Runtime.InvalidEntrypoint", "Error: the command cannot be run"));
        }
        if (failed.isPresent()) {
            discard();
        }
        return failed;
    }

    private void discard() {
        Sandbox old = sandbox;
        sandbox = null;
        untoldInit = Optional.empty();
        if (old != null) {
            old.close();
        }
    }

    private void report(Invocation invocation, Outcome outcome, Duration duration, Optional<Duration> init) {
        Sandbox used = sandbox;
        Report report = new Report(
                invocation.requestId(),
                outcome.failed(),
                duration,
                init,
                options.memoryMegabytes(),
                used == null ? Optional.empty() : used.memory().mostResident());
        reports.add(report);
        log.add("END RequestId: " + invocation.requestId());
        log.add(report.toLine());
    }

    private Outcome timedOut(Invocation invocation) {
        return Outcome.error(
                "Sandbox.Timedout",
                "RequestId: " + invocation.requestId() + " Error: Task timed out after " + seconds(options.timeout())
                        + " seconds");
    }

    private Duration left(long began) {
        return options.timeout().minusNanos(System.nanoTime() - began);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f", time.toNanos() / 1e9);
    }

    /** Waits at most so long; empty where that was not enough. */
    private static <T> Optional<T> await(CompletableFuture<T> future, Duration limit) throws InterruptedException {
        try {
            return Optional.of(future.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing here completes with an exception", e);
        }
    }
}
