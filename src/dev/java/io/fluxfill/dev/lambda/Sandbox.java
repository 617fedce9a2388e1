package io.fluxfill.dev.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fluxfill.dev.http.LoopbackServer;
import io.fluxfill.dev.http.Reply;
import io.fluxfill.dev.http.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One process of the function, and the runtime API that it alone knows the address of. */
final class Sandbox implements AutoCloseable {
    private static final String API = "/2018-06-01/runtime/";
    private static final String NEXT = API + "invocation/next";
    private static final String INIT_ERROR = API + "init/error";
    private static final Pattern ANSWER = Pattern.compile(API + "invocation/([^/]+)/(response|error)");

    /** The exit value of a process that was killed: 128 and the signal's number. */
    private static final int KILLED = 137;

    private final CompletableFuture<Optional<Outcome>> init = new CompletableFuture<>();
    private final BlockingQueue<Invocation> events = new LinkedBlockingQueue<>();
    private final AtomicReference<Invocation> current = new AtomicReference<>();
    private final LoopbackServer server;
    private final Process process;

    /**
     * Starts a process.
     *
     * @param log where what it prints is kept
     * @throws IOException if the command cannot be run
     */
    Sandbox(LambdaOptions options, FunctionLog log) throws IOException {
        server = LoopbackServer.open("lambda runtime api", 0, LambdaEmulator.MAX_PAYLOAD_BYTES, this::serve);
        try {
            process = start(options);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        log.follow(process);
        process.onExit().thenRun(this::ended);
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

    /** The most memory that the process has held, in megabytes: Linux tells, other systems do not. */
    Optional<Long> maxMemoryMegabytes() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Kills the process, as Lambda does: without a word. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        server.close();
    }

    private Process start(LambdaOptions options) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(options.command()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(SandboxEnvironment.of(options, server.uri().getAuthority()));
        Process started = builder.start();
        started.getOutputStream().close();
        return started;
    }

    private Reply serve(Request request) throws InterruptedException {
        String path = request.path();
        if (path.equals(NEXT) && request.method().equals("GET")) {
            init.complete(Optional.empty());
            return events.take().toReply();
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

    private Reply answer(String requestId, boolean failed, Request request) {
        Invocation invocation = current.get();
        if (invocation == null || !invocation.requestId().equals(requestId)) {
            return refused(400, "InvalidRequestID", "Invalid request ID");
        }
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
