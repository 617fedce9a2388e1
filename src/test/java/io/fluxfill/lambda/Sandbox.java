package io.fluxfill.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fluxfill.dev.http.LoopbackServer;
import io.fluxfill.dev.http.Reply;
import io.fluxfill.dev.http.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One process of the function, and the runtime API that it alone knows the address of. */
final class Sandbox implements AutoCloseable {
    /** Why a process is started, in Lambda's words: for an event that waits for it. */
    static final String ON_DEMAND = "on-demand";

    /** The same: ahead of any event. */
    static final String PROVISIONED = "provisioned-concurrency";

    private static final String API = "/2018-06-01/runtime/";
    private static final String NEXT = API + "invocation/next";
    private static final String INIT_ERROR = API + "init/error";
    private static final Pattern ANSWER = Pattern.compile(API + "invocation/([^/]+)/(response|error)");

    /** The exit value of a process that was killed: 128 and the signal's number. */
    private static final int KILLED = 137;

    /** How long a process that was killed may take to be gone. */
    private static final long LONGEST_END_SECONDS = 5;

    private final CompletableFuture<Optional<Outcome>> init = new CompletableFuture<>();
    private final BlockingQueue<Invocation> events = new LinkedBlockingQueue<>();
    private final AtomicReference<Invocation> current = new AtomicReference<>();
    private final boolean freezing;
    private final LoopbackServer server;
    private final Optional<CpuShare> share;
    private final long began;
    private final Process process;
    private final Freezer freezer;
    private final ProcessMemory memory;
    private final Thread atShutdown = new Thread(this::end, "lambda shutdown");
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile long asked;

    /**
     * Starts a process.
     *
     * @param initializationType why it is started
     * @param log where what it prints is kept
     * @throws IOException if the command cannot be run
     */
    Sandbox(LambdaOptions options, String initializationType, FunctionLog log) throws IOException {
        freezing = options.freezing();
        share = options.cpuShare().isPresent()
                ? Optional.of(new CpuShare(CpuLimits.MOUNT, options.cpuShare().getAsDouble()))
                : Optional.empty();
        server = LoopbackServer.open("lambda runtime api", 0, LambdaEmulator.MAX_PAYLOAD_BYTES, this::serve);
        try {
            ProcessBuilder builder = builder(options, initializationType);
            began = System.nanoTime();
            process = builder.start();
            process.getOutputStream().close();
        } catch (IOException e) {
            server.close();
            share.ifPresent(CpuShare::close);
            throw e;
        }
        freezer = new Freezer(process.pid());
        memory = new ProcessMemory(process.pid());
        Runtime.getRuntime().addShutdownHook(atShutdown);
        log.follow(process);
        process.onExit().thenRun(this::ended);
        takeIntoShare();
        ready.countDown();
    }

    /** Completes when the process asks for its first event, with nothing; or with the reason why it never will. */
    CompletableFuture<Optional<Outcome>> init() {
        return init;
    }

    /** Hands out an event. The invocation completes when the process answers or ends. */
    void run(Invocation invocation) {
        current.set(invocation);
        events.add(invocation);
        if (!isAlive()) {
            ended();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** From the start of the process until it asked for its first event. */
    Duration initDuration() {
        return Duration.ofNanos(asked - began);
    }

    /** How it has started. */
    Init toInit() {
        return new Init(initDuration(), memory.resident().orElse(0L));
    }

    /** What the process has had from files. */
    FileUse fileUse() throws IOException {
        return FileUse.of(process.pid());
    }

    /** The memory of the process. */
    ProcessMemory memory() {
        return memory;
    }

    /** There will be an event: the process goes on if it was stopped. */
    void wake() {
        freezer.wake();
    }

    /** There is no event yet: the process is stopped, if the options say so. */
    void rest() {
        freezer.rest();
        freezeIfWanted();
    }

    boolean isFrozen() {
        return freezer.isFrozen();
    }

    /** Ends the process from outside, in the middle of whatever it is doing. */
    void kill() {
        process.destroyForcibly();
    }

    /** Stops the process, in the middle of whatever it is doing. */
    void suspend() {
        freezer.suspend();
    }

    /** The process goes on where it was. */
    void resume() {
        freezer.resume();
    }

    /** Kills the process, as Lambda does: without a word. Nothing of it is left. */
    @Override
    public void close() {
        end();
        server.close();
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException e) {
            // This is the shutdown.
        }
    }

    /** Also when this JVM ends: a process that is stopped would outlive it, and never end by itself. */
    private void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit()
                .completeOnTimeout(process, LONGEST_END_SECONDS, TimeUnit.SECONDS)
                .join();
        share.ifPresent(CpuShare::close);
    }

    private ProcessBuilder builder(LambdaOptions options, String initializationType) {
        ProcessBuilder builder = new ProcessBuilder(options.command()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(SandboxEnvironment.of(
                        options, initializationType, server.uri().getAuthority()));
        return builder;
    }

    private void takeIntoShare() throws IOException {
        try {
            if (share.isPresent()) {
                share.get().add(process.pid());
            }
        } catch (IOException e) {
            // One that has ended already is told of as such.
            if (process.isAlive()) {
                close();
                throw e;
            }
        }
    }

    private Reply serve(Request request) throws IOException, InterruptedException {
        String path = request.path();
        if (path.equals(NEXT) && request.method().equals("GET")) {
            return next();
        }
        Matcher answer = ANSWER.matcher(path);
        if (answer.matches() && request.method().equals("POST")) {
            return answer(answer.group(1), answer.group(2).equals("error"), request);
        }
        if (path.equals(INIT_ERROR) && request.method().equals("POST")) {
            init.complete(Optional.of(Outcome.error(request.body())));
            return accepted();
        }
        return refused(404, "NotFound", "The runtime API has no such path.");
    }

    private Reply next() throws IOException, InterruptedException {
        if (!init.isDone()) {
            asked = System.nanoTime();
            ready.await();
            if (share.isPresent()) {
                share.get().apply();
            }
            init.complete(Optional.empty());
        }
        Invocation event = events.poll();
        if (event == null) {
            freezeIfWanted();
            event = events.take();
        }
        return event.toReply();
    }

    private void freezeIfWanted() {
        if (freezing) {
            freezer.freeze();
        }
    }

    private Reply answer(String requestId, boolean failed, Request request) {
        Invocation invocation = current.get();
        if (invocation == null || !invocation.requestId().equals(requestId)) {
            return refused(400, "InvalidRequestID", "Invalid request ID");
        }
        // Before anybody hears of the answer, and has the next event.
        freezer.rest();
        if (request.tooLarge()) {
            String message = "Response payload size exceeded maximum allowed payload size ("
                    + LambdaEmulator.MAX_PAYLOAD_BYTES + " bytes).";
            invocation.outcome().complete(Outcome.error("Function.ResponseSizeTooLarge", message));
            return refused(413, "RequestEntityTooLarge", message);
        }
        boolean first = invocation.outcome().complete(new Outcome(request.body(), failed));
        return first ? accepted() : refused(400, "InvalidStateTransition", "The invocation has ended.");
    }

    private void ended() {
        Invocation invocation = current.get();
        String id = invocation == null ? "" : "RequestId: " + invocation.requestId() + " ";
        Outcome outcome = Outcome.error("Runtime.ExitError", id + "Error: " + howItEnded());
        init.complete(Optional.of(outcome));
        if (invocation != null) {
            invocation.outcome().complete(outcome);
        }
    }

    private String howItEnded() {
        int value = process.exitValue();
        if (value == 0) {
            return "Runtime exited without providing a reason";
        }
        return "Runtime exited with error: " + (value == KILLED ? "signal: killed" : "exit status " + value);
    }

    private static Reply accepted() {
        return Reply.json(202, JsonNodeFactory.instance.objectNode().put("status", "OK"));
    }

    private static Reply refused(int status, String errorType, String errorMessage) {
        return Reply.of(
                status,
                "application/json",
                Outcome.error(errorType, errorMessage).payload());
    }
}
