package io.fluxfill.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fluxfill.dev.http.LoopbackServer;
import io.fluxfill.dev.http.Reply;
import io.fluxfill.dev.http.Request;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AWS Lambda with one function, on this machine: any executable that speaks the runtime API, started as Lambda starts it,
 * and called as Lambda's functions are, through the Invoke API. It does what Lambda does to a function: one event at a
 * time, limits on the init, the invocation and the payload, no warning before a kill, a fresh process after one, and where
 * the options say so, a share of a processor and no time at all between events. It does not limit memory, and checks no
 * signatures.
 *
 * <pre>{@code
 * try (LambdaEmulator lambda = LambdaEmulator.start(0, LambdaOptions.builder("fill", List.of("./bootstrap")).build())) {
 *     // aws lambda invoke --endpoint-url http://localhost:PORT --function-name fill …
 * }
 * }</pre>
 */
public final class LambdaEmulator implements AutoCloseable {
    /** The most bytes that an event or a result may have: 6 MB and a little. */
    static final int MAX_PAYLOAD_BYTES = 6_291_556;

    /** The only version that there is. */
    static final String VERSION = "$LATEST";

    /**
     * What Lambda knows by the caller's credentials, where they are those of a Cognito identity. Invoke has no header for it:
     * this is the emulator's own.
     */
    public static final String COGNITO_IDENTITY = "x-emulated-cognito-identity";

    /**
     * The id of the invocation, for one that is repeated as Lambda repeats asynchronous ones: with the id that it had. This is
     * the emulator's own header too.
     */
    public static final String REQUEST_ID = "x-emulated-request-id";

    private static final Pattern INVOKE = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");

    /** Name, ARN, or the part of one, each with or without a qualifier. */
    private static final Pattern FUNCTION = Pattern.compile(
            "(?:(?:arn:aws:lambda:[a-z0-9-]+:)?\\d{12}:function:)?([A-Za-z0-9_-]+)(?::[A-Za-z0-9_$-]+)?");

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_PAYLOAD_BYTES)
                    .build())
            .build();
    private final FunctionLog log = new FunctionLog();
    private final LambdaOptions options;
    private final FunctionRunner runner;
    private final LoopbackServer server;

    private LambdaEmulator(int port, LambdaOptions options) throws IOException {
        this.options = options;
        this.runner = new FunctionRunner(options, log);
        this.server = LoopbackServer.open("lambda invoke api", port, MAX_PAYLOAD_BYTES, this::answer);
    }

    /**
     * Starts the Invoke API. The function's process starts with the first event.
     *
     * @param port where to listen, 0 for any free port
     * @throws IOException if the port is taken
     * @throws IllegalStateException if the options ask for a share of a processor, and this machine cannot enforce one
     */
    public static LambdaEmulator start(int port, LambdaOptions options) throws IOException {
        if (options.cpuShare().isPresent()) {
            LambdaOptions.cpuLimits().parent(CpuLimits.MOUNT);
        }
        return new LambdaEmulator(port, options);
    }

    /** {@code http://localhost:PORT}, for {@code --endpoint-url} and {@code AWS_ENDPOINT_URL_LAMBDA}. */
    public URI url() {
        return server.uri();
    }

    /** Where the function takes its events: what Invoke is sent to. */
    public URI invokeUrl() {
        return server.uri().resolve("/2015-03-31/functions/" + options.functionName() + "/invocations");
    }

    /**
     * Starts a fresh process before there is an event for it, as provisioned concurrency does; one that is there is ended. The
     * next event finds it waiting, and its report tells the init.
     *
     * @throws IllegalStateException if the process fails to start, with what Lambda would tell
     */
    public Init prepare() throws InterruptedException {
        return runner.prepare();
    }

    /**
     * What the process has had from files until now, its own program among them.
     *
     * @throws IOException if there is no process, or the system is not Linux
     */
    public FileUse fileUse() throws IOException {
        return runner.fileUse();
    }

    /** Whether there is a process that is stopped until its next event: see {@link LambdaOptions#freezing()}. */
    public boolean isFrozen() {
        return runner.isFrozen();
    }

    /** Kills the process, whatever it is doing: the next event has a fresh one. */
    public void kill() {
        runner.withProcess(Sandbox::kill);
    }

    /** Stops the process in the middle of what it is doing, until {@link #resume}. */
    public void suspend() {
        runner.withProcess(Sandbox::suspend);
    }

    /** Lets a process go on that was stopped by {@link #suspend}. */
    public void resume() {
        runner.withProcess(Sandbox::resume);
    }

    /** What was reported of all invocations that have ended, in their order. */
    public List<Report> reports() {
        return runner.reports();
    }

    /** What the function's processes have printed, between Lambda's own lines. */
    public List<String> log() {
        return log.lines();
    }

    @Override
    public void close() {
        server.close();
        runner.close();
    }

    private Reply answer(Request request) throws InterruptedException {
        Matcher invoke = INVOKE.matcher(URLDecoder.decode(request.path(), StandardCharsets.UTF_8));
        if (!invoke.matches() || !request.method().equals("POST")) {
            return refused(404, "ResourceNotFoundException", "There is only Invoke here.");
        }
        Matcher function = FUNCTION.matcher(invoke.group(1));
        if (!function.matches() || !function.group(1).equals(options.functionName())) {
            return refused(404, "ResourceNotFoundException", "Function not found");
        }
        if (request.tooLarge()) {
            return refused(
                    413,
                    "RequestTooLargeException",
                    "Request must be smaller than " + MAX_PAYLOAD_BYTES + " bytes for the InvokeFunction operation");
        }
        byte[] event = request.body().length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : request.body();
        if (!isJson(event)) {
            return refused(400, "InvalidRequestContentException", "Could not parse request body into json");
        }
        return switch (request.header("x-amz-invocation-type").orElse("RequestResponse")) {
            case "RequestResponse" -> invoke(event, request);
            case "DryRun" -> reply(204, new byte[0], UUID.randomUUID().toString());
            default -> refused(400, "InvalidParameterValueException", "Only RequestResponse and DryRun are emulated");
        };
    }

    private Reply invoke(byte[] event, Request request) throws InterruptedException {
        Map<String, String> beside = new HashMap<>();
        beside.put("Lambda-Runtime-Trace-Id", traceId(request));
        request.header(COGNITO_IDENTITY).ifPresent(identity -> beside.put("Lambda-Runtime-Cognito-Identity", identity));
        Optional<String> context = request.header("x-amz-client-context");
        if (context.isPresent()) {
            try {
                byte[] decoded = Base64.getDecoder().decode(context.get());
                beside.put("Lambda-Runtime-Client-Context", new String(decoded, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                return refused(400, "InvalidRequestContentException", "Client context must be base64");
            }
        }
        String requestId =
                request.header(REQUEST_ID).orElseGet(() -> UUID.randomUUID().toString());
        FunctionRunner.Run run = runner.run(requestId, event, beside);
        Reply reply = reply(200, run.outcome().payload(), run.requestId()).with("X-Amz-Executed-Version", VERSION);
        if (run.outcome().failed()) {
            reply = reply.with("X-Amz-Function-Error", "Unhandled");
        }
        boolean tail = request.header("x-amz-log-type").filter("Tail"::equals).isPresent();
        return tail ? reply.with("X-Amz-Log-Result", Base64.getEncoder().encodeToString(log.tail())) : reply;
    }

    private String traceId(Request request) {
        return request.header("x-amzn-trace-id").orElseGet(() -> {
            String random = UUID.randomUUID().toString().replace("-", "");
            long now = options.clock().instant().getEpochSecond();
            return "Root=1-%08x-%s;Parent=%s;Sampled=0".formatted(now, random.substring(0, 24), random.substring(16));
        });
    }

    private boolean isJson(byte[] event) {
        try (JsonParser parser = json.createParser(event)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.currentToken() != null && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static Reply refused(int status, String type, String message) {
        byte[] body = JsonNodeFactory.instance
                .objectNode()
                .put("Type", "User")
                .put("Message", message)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return reply(status, body, UUID.randomUUID().toString()).with("x-amzn-ErrorType", type);
    }

    private static Reply reply(int status, byte[] body, String requestId) {
        return Reply.of(status, "application/json", body).with("x-amzn-RequestId", requestId);
    }
}
