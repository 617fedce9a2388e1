package io.fluxfill.dev.standin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.dev.http.Reply;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** One accepted request, on the host that runs it. What it answers depends on the time, and where asked for on the poll. */
final class Task {

    private final String id;
    private final Operation operation;
    private final Host host;
    private final Prompt prompt;
    private final BigInteger seed;
    private final Optional<Ending> badEnd;
    private final Optional<Demand> demand;
    private final Instant start;
    private final Duration length;
    private final CompletableFuture<Painting> painting;
    private final AtomicInteger polls = new AtomicInteger();

    Task(
            String id,
            Operation operation,
            Host host,
            Prompt prompt,
            BigInteger seed,
            Instant start,
            Duration generationTime,
            CompletableFuture<Painting> painting) {
        this.id = id;
        this.operation = operation;
        this.host = host;
        this.prompt = prompt;
        this.seed = seed;
        this.badEnd = prompt.firstAskedOf(Ending.values());
        this.demand = Demand.in(prompt, Demand.Scope.POLL);
        this.start = start;
        this.length = badEnd.filter(Ending.REQUEST_MODERATED::equals).isPresent()
                ? Duration.ZERO
                : Course.length(prompt, generationTime);
        this.painting = painting;
    }

    String id() {
        return id;
    }

    Host host() {
        return host;
    }

    Prompt prompt() {
        return prompt;
    }

    Instant end() {
        return start.plus(length);
    }

    boolean isFinished(Instant now) {
        return !prompt.asksFor(Course.STUCK) && !now.isBefore(end());
    }

    boolean isCharged() {
        return badEnd.map(Ending::isCharged).orElse(true);
    }

    int cost() {
        return operation.cost();
    }

    /** Its picture, waiting for it if it is not painted yet. */
    Painting painting() {
        return painting.join();
    }

    /** How much memory its picture takes, 0 while it is not painted. */
    int pictureBytes() {
        return painting.isDone() && !painting.isCompletedExceptionally()
                ? painting.join().bytes()
                : 0;
    }

    /** What a host says of a task that it does not know. */
    static Reply notFound(String id) {
        return Reply.json(404, body(id).put("status", "Task not found"));
    }

    /** Answers a poll; {@code sample} tells where the picture is. */
    Reply poll(Instant now, Function<Task, URI> sample) {
        int poll = polls.getAndIncrement();
        Optional<Reply> trouble = demand.flatMap(each -> each.answer(poll, now));
        if (trouble.isPresent()) {
            return trouble.get();
        }
        if (Course.misses(prompt, poll)) {
            return PollForm.notFound(notFound(id), prompt);
        }
        if (!isFinished(now)) {
            return Reply.json(200, pending(now));
        }
        int status = badEnd.isEmpty() && painting().isBroken() ? 422 : 200;
        return PollForm.finished(Reply.json(status, finished(sample)), prompt);
    }

    /** Its last body. */
    ObjectNode finished(Function<Task, URI> sample) {
        if (badEnd.isPresent()) {
            return badEnd.get().body(body(id));
        }
        return painting().isBroken() ? broken() : ready(sample);
    }

    private ObjectNode pending(Instant now) {
        double progress =
                Math.min(0.99, (double) Duration.between(start, now).toMillis() / Math.max(1, length.toMillis()));
        return body(id).put("status", Course.status(prompt, progress))
                .put("progress", Math.round(progress * 100) / 100.0);
    }

    private ObjectNode broken() {
        ObjectNode body = body(id).put("status", "Error");
        body.putObject("details").put("error", "Invalid or corrupted image input");
        return body;
    }

    private ObjectNode ready(Function<Task, URI> sample) {
        ObjectNode body = body(id).put("status", "Ready");
        ObjectNode result = body.putObject("result");
        result.put("sample", sample.apply(this).toString()).put("prompt", prompt.toString());
        result.put("seed", seed);
        result.put("start_time", seconds(start))
                .put("end_time", seconds(end()))
                .put("duration", length.toMillis() / 1000.0);
        return body.put("progress", 1.0).put("cost", cost());
    }

    /** A body with the keys that are always there. */
    private static ObjectNode body(String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .putNull("status")
                .putNull("result")
                .putNull("progress")
                .putNull("details");
    }

    /** As a decimal: a double of this size would be written with an exponent, which BFL does not do. */
    private static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3);
    }
}
