package io.fluxfill.lambda;

import io.fluxfill.dev.http.Reply;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One event on its way through the function. */
final class Invocation {
    private final String requestId;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final byte[] event;
    private final Map<String, String> beside;
    private final String functionArn;
    private final Instant deadline;

    /**
     * @param beside the headers that depend on the caller
     */
    Invocation(String requestId, byte[] event, Map<String, String> beside, String functionArn, Instant deadline) {
        this.requestId = requestId;
        this.event = event;
        this.beside = Map.copyOf(beside);
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
        Reply reply = Reply.of(200, "application/json", event)
                .with("Lambda-Runtime-Aws-Request-Id", requestId)
                .with("Lambda-Runtime-Deadline-Ms", Long.toString(deadline.toEpochMilli()))
                .with("Lambda-Runtime-Invoked-Function-Arn", functionArn);
        for (Map.Entry<String, String> header : beside.entrySet()) {
            reply = reply.with(header.getKey(), header.getValue());
        }
        return reply;
    }
}
