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
    private final SignedLinks links;
    private final SecureRandom random;
    private final Webhooks webhooks;
    private final Map<Misbehaviour, AtomicInteger> refusals = new ConcurrentHashMap<>();

    private volatile Set<String> acceptedKeys;

    /** Large pictures take much memory while they are decoded or painted, so few are at a time. */
    private final Semaphore inspectors = new Semaphore(2);

    private final ExecutorService painter = Executors.newSingleThreadExecutor(task -> {
        Thread daemon = new Thread(task, "stand-in painter");
        daemon.setDaemon(true);
        return daemon;
    });

    SubmitDesk(StandInOptions options, TaskBook book, SignedLinks links, SecureRandom random) {
        this.options = options;
        this.acceptedKeys = options.acceptedKeys();
        this.book = book;
        this.links = links;
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

    /** Answers a submit; {@code runner} is the host that will run the task. */
    Reply submit(Request request, Operation operation, URI runner) {
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
        return accept(form.submission(), operation, runner);
    }

    private Reply accept(Submission submission, Operation operation, URI runner) {
        Set<Misbehaviour> misbehaviours = Misbehaviour.in(submission.prompt());
        Optional<Reply> refusedOnDemand = refuse(misbehaviours);
        if (refusedOnDemand.isPresent()) {
            return refusedOnDemand.get();
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
                UUID.randomUUID().toString(),
                operation,
                runner,
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
        return confirm(task, submission, misbehaviours);
    }

    private Reply confirm(Task task, Submission submission, Set<Misbehaviour> misbehaviours) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("id", task.id());
        if (submission.webhookUrl() == null) {
            answer.put("polling_url", task.pollingUrl().toString());
        } else {
            webhooks.announce(
                    task,
                    submission.webhookUrl(),
                    submission.webhookSecret(),
                    () -> task.finished(links, options.pictureLifetime()).body());
            answer.put("status", "Pending").put("webhook_url", submission.webhookUrl());
        }
        if (misbehaviours.contains(Misbehaviour.SUBMIT_LOST)) {
            return Reply.HANG_UP;
        }
        return misbehaviours.contains(Misbehaviour.SUBMIT_GARBLED)
                ? Reply.of(200, "application/json", new byte[] {'{', '"', 'i', 'd', '"', ':'})
                : Reply.json(200, answer);
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
        return key.startsWith("bfl_") ? Optional.empty() : Optional.of(Refusals.detail(422, "Invalid API key format"));
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

    private Optional<Reply> refuse(Set<Misbehaviour> misbehaviours) {
        for (Misbehaviour each : misbehaviours) {
            Reply reply = switch (each) {
                case SUBMIT_402 -> Refusals.noCredits();
                case SUBMIT_403 -> Refusals.badKey();
                case SUBMIT_429 -> Refusals.tooMany();
                case SUBMIT_429_TWICE -> isRefusedTwice(each) ? Refusals.tooMany() : null;
                case SUBMIT_500 -> Reply.text(500, "Internal Server Error");
                case SUBMIT_503 -> Refusals.unavailable();
                case SUBMIT_503_TWICE -> isRefusedTwice(each) ? Refusals.unavailable() : null;
                default -> null;
            };
            if (reply != null) {
                return Optional.of(reply);
            }
        }
        return Optional.empty();
    }

    private static Optional<Reply> refuse(TaskBook.Refusal refusal) {
        return switch (refusal) {
            case NONE -> Optional.empty();
            case NO_CREDITS -> Optional.of(Refusals.noCredits());
            case TOO_MANY -> Optional.of(Refusals.tooMany());
        };
    }

    private boolean isRefusedTwice(Misbehaviour misbehaviour) {
        return refusals.computeIfAbsent(misbehaviour, any -> new AtomicInteger())
                                .getAndIncrement()
                        % 3
                < 2;
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
