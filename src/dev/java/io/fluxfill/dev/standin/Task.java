package io.fluxfill.dev.standin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.dev.http.Reply;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** One accepted request, on the host that runs it. What it answers depends on the time alone. */
final class Task {

    private static final int POLLS_REFUSED = 2;

    private final String id;
    private final Operation operation;
    private final URI host;
    private final String prompt;
    private final BigInteger seed;
    private final Set<Misbehaviour> misbehaviours;
    private final Instant start;
    private final Duration length;
    private final CompletableFuture<Painting> painting;
    private final AtomicInteger polls = new AtomicInteger();

    Task(
            String id,
            Operation operation,
            URI host,
            String prompt,
            BigInteger seed,
            Instant start,
            Duration generationTime,
            CompletableFuture<Painting> painting) {
        this.id = id;
        this.operation = operation;
        this.host = host;
        this.prompt = prompt;
        this.seed = seed;
        this.misbehaviours = Misbehaviour.in(prompt);
        this.start = start;
        this.length = has(Misbehaviour.REQUEST_MODERATED)
                ? Duration.ZERO
                : generationTime.multipliedBy(has(Misbehaviour.SLOW) ? 10 : 1);
        this.painting = painting;
    }

    String id() {
        return id;
    }

    URI host() {
        return host;
    }

    boolean has(Misbehaviour misbehaviour) {
        return misbehaviours.contains(misbehaviour);
    }

    /** Where its host tells its state. */
    URI pollingUrl() {
        return host.resolve("/v1/get_result?id=" + id);
    }

    Instant end() {
        return start.plus(length);
    }

    boolean isFinished(Instant now) {
        return !has(Misbehaviour.STUCK) && !now.isBefore(end());
    }

    /** BFL does not charge for what it moderates. */
    boolean isCharged() {
        return !has(Misbehaviour.REQUEST_MODERATED) && !has(Misbehaviour.CONTENT_MODERATED);
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

    /** What a task says that is not known to a host. */
    static Reply notFound(String id) {
        return Reply.json(404, body(id, "Task not found"));
    }

    /** Answers a poll. */
    Reply poll(Instant now, SignedLinks links, Duration pictureLifetime) {
        if (has(Misbehaviour.NOT_FOUND_FIRST) || has(Misbehaviour.POLL_503_TWICE)) {
            if (polls.getAndIncrement() < POLLS_REFUSED) {
                return has(Misbehaviour.NOT_FOUND_FIRST)
                        ? notFound(id)
                        : Reply.text(503, "upstream connect error or disconnect/reset before headers");
            }
        }
        return isFinished(now) ? finished(links, pictureLifetime) : Reply.json(200, pending(now));
    }

    /** Its last answer. */
    Reply finished(SignedLinks links, Duration pictureLifetime) {
        if (has(Misbehaviour.REQUEST_MODERATED)) {
            return Reply.json(200, moderated("Request Moderated"));
        }
        if (has(Misbehaviour.CONTENT_MODERATED)) {
            return Reply.json(200, moderated("Content Moderated"));
        }
        if (has(Misbehaviour.ERROR)) {
            return Reply.json(200, error("The model ran out of paint"));
        }
        if (has(Misbehaviour.FAILED)) {
            ObjectNode failed = body(id, "Failed");
            failed.putObject("result").put("error", "The model dropped its brush");
            return Reply.json(200, failed);
        }
        if (painting().isBroken()) {
            return Reply.json(422, error("Invalid or corrupted image input"));
        }
        return Reply.json(200, ready(links, pictureLifetime));
    }

    private ObjectNode pending(Instant now) {
        double progress =
                Math.min(0.99, (double) Duration.between(start, now).toMillis() / Math.max(1, length.toMillis()));
        String status = "Pending";
        if (has(Misbehaviour.GENERATING)) {
            status = progress < 0.33 ? "Reasoning" : "Generating";
        }
        return body(id, status).put("progress", Math.round(progress * 100) / 100.0);
    }

    private ObjectNode moderated(String status) {
        ObjectNode body = body(id, status);
        body.putObject("details").putArray("Moderation Reasons").add("Derivative Works Filter");
        return body;
    }

    private ObjectNode error(String reason) {
        ObjectNode body = body(id, "Error");
        body.putObject("details").put("error", reason);
        return body;
    }

    private ObjectNode ready(SignedLinks links, Duration pictureLifetime) {
        ObjectNode body = body(id, "Ready");
        ObjectNode result = body.putObject("result");
        URI sample = links.sign(host, picturePath(), end().plus(pictureLifetime));
        result.put("sample", sample.toString()).put("prompt", prompt);
        result.put("seed", seed);
        result.put("start_time", seconds(start))
                .put("end_time", seconds(end()))
                .put("duration", length.toMillis() / 1000.0);
        return body.put("progress", 1.0).put("cost", cost());
    }

    private String picturePath() {
        return "/delivery/" + id + "." + painting().format();
    }

    /** A body with the keys that are always there. */
    private static ObjectNode body(String id, String status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("status", status)
                .putNull("result")
                .putNull("progress")
                .putNull("details");
    }

    /** As a decimal: a double of this size would be written with an exponent, which BFL does not do. */
    private static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3);
    }
}
