package io.fluxfill.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lambda's concurrency: each process has one event at a time, so that there are as many as events, up to a limit. Beyond it
 * no call is taken.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html">concurrency</a>
 */
final class LambdaFleet implements Lambda, AutoCloseable {
    private final int most;
    private final Starter starter;
    private final Deque<Process> idle = new ArrayDeque<>();
    private final List<Process> all = new ArrayList<>();
    private final ExecutorService calls = Executors.newCachedThreadPool(task -> {
        Thread daemon = new Thread(task, "lambda call");
        daemon.setDaemon(true);
        return daemon;
    });

    /** A process that works on one event at a time. */
    interface Process extends AutoCloseable {
        Answer invoke(byte[] event) throws IOException, InterruptedException;

        @Override
        void close();
    }

    /** Starts processes. */
    @FunctionalInterface
    interface Starter {
        Process start() throws IOException;
    }

    /**
     * @param most how many events may be worked on at a time
     * @param starter starts a process where none is free
     */
    LambdaFleet(int most, Starter starter) {
        this.most = most;
        this.starter = starter;
    }

    /** How many processes there are. */
    synchronized int size() {
        return all.size();
    }

    @Override
    public Answer invoke(byte[] event, Duration limit) throws InterruptedException {
        Optional<Process> process = take();
        if (process.isEmpty()) {
            return new Answer.Throttled();
        }
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        calls.execute(() -> call(process.get(), event, answer));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // It goes on, and its process is not free before it ends.
            return new Answer.TimedOut();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a process cannot be reached", e.getCause());
        }
    }

    @Override
    public synchronized void close() {
        calls.shutdownNow();
        all.forEach(Process::close);
    }

    private void call(Process process, byte[] event, CompletableFuture<Answer> answer) {
        Answer result = null;
        Exception failure = null;
        try {
            result = process.invoke(event);
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure = e;
        }
        // Free first, answered then: whoever has the answer may call again at once.
        release(process);
        if (failure == null) {
            answer.complete(result);
        } else {
            answer.completeExceptionally(failure);
        }
    }

    private synchronized Optional<Process> take() {
        if (idle.isEmpty() && all.size() < most) {
            try {
                all.add(starter.start());
                return Optional.of(all.get(all.size() - 1));
            } catch (IOException e) {
                throw new IllegalStateException("no process can be started", e);
            }
        }
        return Optional.ofNullable(idle.pollFirst());
    }

    private synchronized void release(Process process) {
        // Whoever has rested longest is next: callers must not depend on what the last process remembers.
        idle.addLast(process);
    }
}
