package io.fluxfill.dev.standin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.dev.http.Reply;
import io.fluxfill.dev.http.Request;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes submits: checks the key, the form, the account and the pictures, and starts the painting. */
final class SubmitDesk implements AutoCloseable {

    static final int MAX_BODY_BYTES = 40 << 20;

    private final ObjectMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(MAX_BODY_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final StandInOptions options;
    private final TaskBook book;
    private final DeliveryDesk delivery;
    private final SecureRandom random;
    private final Webhooks webhooks;
    private final Map<String, AtomicInteger> submitsInTrouble = new ConcurrentHashMap<>();

    private volatile Set<String> acceptedKeys;

    /** Large pictures take much memory while they are decoded or painted, so few are at a time. */
    private final Semaphore inspectors = new Semaphore(2);

    private final ExecutorService painter = Executors.newSingleThreadExecutor(task -> {
        Thread daemon = new Thread(task, "stand-in painter");
        daemon.setDaemon(true);
        return daemon;
    });

    SubmitDesk(StandInOptions options, TaskBook book, DeliveryDesk delivery, SecureRandom random) {
        this.options = options;
        this.acceptedKeys = options.acceptedKeys();
        this.book = book;
        this.delivery = delivery;
        this.random = random;
        this.webhooks = new Webhooks(options.clock());
    }

    @Override
    public void close() {
        painter.shutdownNow();
        webhooks.close();
    }

    /** From now on lets in these keys only; none for every key of the right form. */
    void acceptOnly(Set<String> keys) {
        acceptedKeys = keys;
    }

    /**
     * Answers a submit.
     *
     * @param self the host that it came to
     * @param hosts where each host listens
     */
    Reply submit(Request request, Operation operation, Host self, Map<Host, URI> hosts) {
        Optional<Reply> noEntry = checkKey(request.header("x-key").orElse(""));
        if (noEntry.isPresent()) {
            return noEntry.get();
        }
        if (request.tooLarge()) {
            return Refusals.detail(413, "Request Entity Too Large");
        }
        JsonNode body;
        try {
            body = readBody(request);
        } catch (IOException e) {
            return Refusals.notJson(e);
        }
        if (body.isMissingNode() || body.isNull()) {
            return Refusals.fault("missing", List.of("body"), "Field required", JsonNodeFactory.instance.nullNode());
        }
        if (!body.isObject()) {
            String message = "Input should be a valid dictionary or object to extract fields from";
            return Refusals.fault("model_attributes_type", List.of("body"), message, body);
        }
        SubmissionForm form = SubmissionForm.read(operation, body);
        if (!form.faults().isEmpty()) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.set("detail", form.faults());
            return Reply.json(422, answer);
        }
        return accept(form.submission(), operation, self, hosts);
    }

    private Reply accept(Submission submission, Operation operation, Host self, Map<Host, URI> hosts) {
        Optional<Reply> trouble = trouble(submission.prompt());
        if (trouble.isPresent()) {
            return trouble.get();
        }
        Optional<Reply> refusedByAccount =
                refuse(book.refusal(operation.cost(), options.clock().instant()));
        if (refusedByAccount.isPresent()) {
            return refusedByAccount.get();
        }
        Inspection inspection = inspect(submission);
        if (inspection.refusal() != null) {
            return Refusals.detail(422, inspection.refusal());
        }
        BigInteger seed = submission.seed() != null ? submission.seed() : new BigInteger(31, random);
        CompletableFuture<Painting> painting =
                inspection.broken() ? CompletableFuture.completedFuture(Painting.BROKEN) : new CompletableFuture<>();
        Instant now = options.clock().instant();
        Task task = new Task(
                newId(submission.prompt()),
                operation,
                self.runner(submission.prompt()),
                submission.prompt(),
                seed,
                now,
                options.generationTime(),
                painting);
        Optional<Reply> refused = refuse(book.accept(task, now));
        if (refused.isPresent()) {
            return refused.get();
        }
        if (!painting.isDone()) {
            painter.execute(() -> paint(submission, seed.longValue(), painting));
        }
        return confirm(task, submission, hosts.get(task.host()));
    }

    private String newId(Prompt prompt) {
        return prompt.asksFor(SubmitAnswer.NUMERIC_ID)
                ? String.valueOf(1 + random.nextInt(Integer.MAX_VALUE))
                : UUID.randomUUID().toString();
    }

    private Reply confirm(Task task, Submission submission, URI runner) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("id", task.id());
        if (submission.webhookUrl() == null) {
            answer.put(
                    "polling_url",
                    runner.resolve("/v1/get_result?id=" + task.id()).toString());
        } else {
            webhooks.announce(
                    task,
                    submission.webhookUrl(),
                    () -> WebhookManner.call(
                            task.finished(delivery::sample), submission.webhookSecret(), submission.prompt()));
            answer.put("status", "Pending").put("webhook_url", submission.webhookUrl());
        }
        return SubmitAnswer.changed(Reply.json(200, answer), submission.prompt());
    }

    private static void paint(Submission submission, long seed, CompletableFuture<Painting> painting) {
        try {
            painting.complete(Painting.of(submission, seed));
        } catch (RuntimeException | Error e) {
            painting.complete(Painting.BROKEN);
        }
    }

    private Optional<Reply> checkKey(String key) {
        boolean known = acceptedKeys.isEmpty() || acceptedKeys.contains(key);
        if (key.isEmpty() || (key.startsWith("bfl_") && !known)) {
            return Optional.of(Refusals.badKey());
        }
        return key.startsWith("bfl_") ? Optional.empty() : Optional.of(Refusals.badKeyFormat());
    }

    private JsonNode readBody(Request request) throws IOException {
        String type = request.header("content-type")
                .orElse("application/json")
                .split(";")[0]
                .strip();
        if (type.equalsIgnoreCase("application/json") || type.matches("(?i)application/.*\\+json")) {
            return json.readTree(request.body());
        }
        // FastAPI does not look into a body of another type.
        return request.body().length == 0
                ? JsonNodeFactory.instance.missingNode()
                : JsonNodeFactory.instance.textNode("");
    }

    /** Counts over all submits: after {@code [503 twice]} came two times, one is accepted, and so on. */
    private Optional<Reply> trouble(Prompt prompt) {
        return Demand.in(prompt, Demand.Scope.SUBMIT).flatMap(demand -> {
            AtomicInteger count = submitsInTrouble.computeIfAbsent(demand.wish(), any -> new AtomicInteger());
            int before = count.getAndUpdate(n -> n >= demand.times() ? 0 : n + 1);
            return demand.answer(before, options.clock().instant());
        });
    }

    private static Optional<Reply> refuse(TaskBook.Refusal refusal) {
        return switch (refusal) {
            case NONE -> Optional.empty();
            case NO_CREDITS -> Optional.of(Refusals.noCredits());
            case TOO_MANY -> Optional.of(Refusals.tooMany());
        };
    }

    /** What a look at the pictures shows before a task is accepted: nothing, a reason to refuse it, or that they are broken. */
    private record Inspection(String refusal, boolean broken) {}

    private Inspection inspect(Submission submission) {
        inspectors.acquireUninterruptibly();
        try {
            Picture image = PictureCodec.decodeBase64(submission.image());
            if (submission.mask() == null) {
                return new Inspection(
                        image.hasAlpha() ? null : "A mask is required when the image has no alpha channel", false);
            }
            boolean fits = PictureCodec.decodeBase64(submission.mask()).hasSizeOf(image);
            return new Inspection(fits ? null : "The mask must have the same dimensions as the image", false);
        } catch (IOException e) {
            return new Inspection(null, true);
        } finally {
            inspectors.release();
        }
    }
}
