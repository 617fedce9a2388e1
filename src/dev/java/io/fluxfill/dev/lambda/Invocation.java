package io.fluxfill.dev.lambda;

import io.fluxfill.dev.http.Reply;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One event on its way through the function. */
final class Invocation {
    private final String requestId = UUID.randomUUID().toString();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final byte[] event;
    private final String traceId;
    private final String functionArn;
    private final Instant deadline;

    Invocation(byte[] event, String traceId, String functionArn, Instant deadline) {
        this.event = event;
        this.traceId = traceId;
        this.functionArn = functionArn;
        this.deadline = deadline;
    }

    String requestId() {
        return requestId;
    }

    /** How it ends; whatever comes first counts. */
    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    /** What the process gets when it asks for its next event. */
    Reply toReply() {
        return Reply.of(200, "application/json", event)
                .with("Lambda-Runtime-Aws-Request-Id", requestId)
                .with("Lambda-Runtime-Deadline-Ms", Long.toString(deadline.toEpochMilli()))
                .with("Lambda-Runtime-Invoked-Function-Arn", functionArn)
                .with("Lambda-Runtime-Trace-Id", traceId);
    }
}
