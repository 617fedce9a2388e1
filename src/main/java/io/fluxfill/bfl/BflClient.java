package io.fluxfill.bfl;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.bfl.Transport.AnswerLostException;
import io.fluxfill.bfl.Transport.NotSentException;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.Pieces;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.waiting.Backoff;
import io.fluxfill.waiting.Deadline;
import io.fluxfill.waiting.Sleeper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * BFL's asynchronous API: submit a fill, ask for a task, fetch a picture.
 *
 * <p>A submit costs money and BFL has no idempotency key, so it is repeated only where BFL cannot have accepted it: the
 * connection failed, or BFL answered 429 or 503, or BFL refused the key and there is a newer one. After any other doubt it
 * ends as {@link ErrorType#SUBMIT_UNKNOWN}. Polls cost nothing and are repeated until they are answered or the time is up.
 */
public final class BflClient {
    /** A submit that starts with less time than this would most likely end in doubt. */
    public static final Duration SHORTEST_SUBMIT = Duration.ofSeconds(1);

    /** One poll that hangs must not use up the whole wait. */
    static final Duration LONGEST_POLL = Duration.ofSeconds(10);

    /** A picture that cannot be fetched so often will hardly be there with the next try. */
    private static final int DOWNLOAD_TRIES = 3;

    private static final String GET_RESULT = "/v1/get_result";

    private final BflHosts hosts;
    private final TrustedHosts trustedHosts;
    private final ApiKey apiKey;
    private final Transport transport;
    private final ObjectReader json;
    private final Backoff backoff;
    private final Sleeper sleeper;
    private final Clock clock;

    public BflClient(
            BflHosts hosts,
            TrustedHosts trustedHosts,
            ApiKey apiKey,
            Transport transport,
            ObjectMapper json,
            Backoff backoff,
            Sleeper sleeper,
            Clock clock) {
        this.hosts = hosts;
        this.trustedHosts = trustedHosts;
        this.apiKey = apiKey;
        this.transport = transport;
        // Numbers are passed on as BFL wrote them: start times would come out as 1.795E9.
        this.json = json.reader()
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .with(JsonNodeFactory.withExactBigDecimals(true));
        this.backoff = backoff;
        this.sleeper = sleeper;
        this.clock = clock;
    }

    /**
     * Opens a connection for the first submit, without sending the key or anything that costs. It takes ten
     * seconds at most, and may be left to itself.
     *
     * @throws IOException where there is none
     */
    public void connect(Endpoint endpoint) throws IOException {
        transport.connect(hosts.of(endpoint));
    }

    /**
     * Submits a fill.
     *
     * @param body the JSON body, checked already
     * @param deadline when to give up
     * @param attempts counts the tries, and keeps the handle of the accepted task
     * @return BFL's answer; its handle must reach the caller
     * @throws FluxFillException of the types that section "Errors by name" of the README lists for a submit
     */
    public Accepted submit(Endpoint endpoint, Pieces body, Deadline deadline, Attempts attempts) {
        return withKey(deadline, key -> submit(endpoint, key, body, deadline, attempts));
    }

    private Accepted submit(Endpoint endpoint, String key, Pieces body, Deadline deadline, Attempts attempts) {
        TrustedUrl url = hosts.of(endpoint).route(endpoint.path());
        FluxFillException trouble = new FluxFillException(ErrorType.UNAVAILABLE, "There was no time left to submit.");
        for (int tries = 0; hasTimeAfterPause(tries, trouble, SHORTEST_SUBMIT, deadline); tries++) {
            attempts.countSubmit();
            try {
                Answer answer = transport.post(url, key, body, deadline.left());
                JsonNode content = parse(answer);
                if (answer.isSuccess()) {
                    Accepted accepted = accepted(endpoint, content);
                    attempts.noteAccepted(accepted.handle(), clock.instant());
                    return accepted;
                }
                trouble = submitTrouble(answer, content);
            } catch (NotSentException e) {
                trouble = new FluxFillException(
                        ErrorType.UNAVAILABLE,
                        "BFL could not be reached: " + e.getMessage() + ". Nothing was accepted.");
            } catch (AnswerLostException e) {
                throw submitUnknown(e.getMessage());
            }
        }
        throw trouble;
    }

    /**
     * Asks for a task until BFL answers.
     *
     * @param handle the task; its polling URL must be one that {@link #canPoll} accepts
     * @param deadline when to give up
     * @param attempts counts the tries
     * @return the task, finished or not, or one of status {@link TaskStatus#NOT_FOUND}
     * @throws FluxFillException that carries the handle: {@link ErrorType#UNAVAILABLE} or {@link ErrorType#RATE_LIMITED}
     *     where no answer came until the deadline, and what BFL's refusals mean
     */
    public Task poll(TaskHandle handle, Deadline deadline, Attempts attempts) {
        TrustedUrl url = pollingUrl(handle)
                .orElseThrow(() -> new FluxFillException(
                                ErrorType.INVALID_REQUEST,
                                "The polling_url is not on a host of BFL's: it is not asked.")
                        .with(handle.toJson()));
        try {
            return withKey(deadline, key -> poll(url, key, handle.id(), deadline, attempts));
        } catch (FluxFillException failure) {
            throw failure.with(handle.toJson());
        }
    }

    private Task poll(TrustedUrl url, String key, String id, Deadline deadline, Attempts attempts) {
        FluxFillException trouble =
                new FluxFillException(ErrorType.UNAVAILABLE, "There was no time left to ask for the task.");
        for (int tries = 0; hasTimeAfterPause(tries, trouble, Duration.ZERO, deadline); tries++) {
            try {
                Answer answer = ask(url, key, shorter(deadline.left(), LONGEST_POLL), attempts);
                JsonNode content = parse(answer);
                Optional<Task> task = Task.from(content);
                // A finished task may come with 422 or 503; what its status word says is final.
                if (task.isPresent()
                        && (answer.isSuccess() || task.get().status().isTerminal())) {
                    return task.get();
                }
                if (answer.status() == 404) {
                    return Task.of(id, TaskStatus.NOT_FOUND.word());
                }
                trouble = pollTrouble(answer, content);
            } catch (NotSentException | AnswerLostException e) {
                trouble = new FluxFillException(
                        ErrorType.UNAVAILABLE, "BFL could not be asked for the task: " + e.getMessage() + ".");
            }
        }
        throw trouble;
    }

    /** Whether the task's polling URL may be asked: it is on a host of BFL's, or unknown. */
    public boolean canPoll(TaskHandle handle) {
        return pollingUrl(handle).isPresent();
    }

    /**
     * Whether a task's handle that a caller supplied may be asked: beyond {@link #canPoll}, its URL must be one for polling.
     * The key would let a caller read other things of the account.
     */
    public boolean canPollForCaller(TaskHandle handle) {
        return pollingUrl(handle)
                .filter(url -> url.uri().getRawPath().endsWith(GET_RESULT))
                .isPresent();
    }

    /**
     * Fetches a finished picture into a file, without the key. It costs nothing, so it is tried again where BFL did not
     * answer.
     *
     * @param sample the URL that BFL gave
     * @param file where to
     * @param maxBytes the most that the picture may have
     * @param deadline when to give up
     * @throws FluxFillException {@link ErrorType#UNAVAILABLE} where the picture could not be fetched; its sentence says why
     */
    public void download(String sample, Path file, long maxBytes, Deadline deadline) {
        TrustedUrl url = trustedHosts
                .check(sample)
                .orElseThrow(() -> new FluxFillException(
                        ErrorType.UNAVAILABLE, "its URL is not on a host of BFL's, and is not fetched"));
        FluxFillException trouble = new FluxFillException(ErrorType.UNAVAILABLE, "there was no time left to fetch it");
        for (int tries = 0;
                tries < DOWNLOAD_TRIES && hasTimeAfterPause(tries, trouble, Duration.ZERO, deadline);
                tries++) {
            try {
                Answer answer = transport.download(url, file, maxBytes, deadline.left());
                if (answer.isSuccess()) {
                    return;
                }
                trouble = withRetryAfter(
                        answer,
                        new FluxFillException(
                                ErrorType.UNAVAILABLE, "BFL answered HTTP " + answer.status() + " for it"));
                if (isRefusal(answer) && answer.status() != 429) {
                    throw trouble;
                }
            } catch (NotSentException | AnswerLostException e) {
                trouble = new FluxFillException(
                        ErrorType.UNAVAILABLE, "it could not be fetched from BFL: " + e.getMessage());
            }
        }
        throw trouble;
    }

    /**
     * Does the work with the key and, where BFL refuses that and there is a newer one, once more with the newer one. BFL
     * cannot have accepted what it refused, so nothing is paid twice.
     */
    private <T> T withKey(Deadline deadline, Function<String, T> work) {
        // First, for it may have to be fetched, and the time that takes must not be missing from a submit under way.
        String key = apiKey.value(deadline.left());
        try {
            return work.apply(key);
        } catch (FluxFillException refusal) {
            if (refusal.type() != ErrorType.UNAUTHORIZED) {
                throw refusal;
            }
            String newer = apiKey.afterRefusal(key, deadline.left())
                    .filter(other -> !other.equals(key))
                    .orElseThrow(() -> refusal);
            return work.apply(newer);
        }
    }

    /** One poll. However it ends, it is noted how long it took. */
    private Answer ask(TrustedUrl url, String key, Duration limit, Attempts attempts)
            throws NotSentException, AnswerLostException {
        Instant began = clock.instant();
        try {
            return transport.get(url, key, limit);
        } finally {
            attempts.notePoll(began, clock.instant());
        }
    }

    private Optional<TrustedUrl> pollingUrl(TaskHandle handle) {
        return handle.pollingUrl() == null
                ? Optional.of(resultUrl(Endpoint.FILL, handle.id()))
                : trustedHosts.check(handle.pollingUrl());
    }

    private TrustedUrl resultUrl(Endpoint endpoint, String id) {
        return hosts.of(endpoint).route(GET_RESULT + "?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
    }

    private Accepted accepted(Endpoint endpoint, JsonNode content) {
        String id = content.path("id").asText("");
        if (id.isEmpty() || !(content instanceof ObjectNode body)) {
            throw submitUnknown("the answer could not be read");
        }
        String pollingUrl = body.path("polling_url").asText("");
        if (!pollingUrl.isEmpty()) {
            return new Accepted(new TaskHandle(id, pollingUrl), body);
        }
        boolean toldByWebhook = body.hasNonNull("webhook_url");
        String guess = resultUrl(endpoint, id).uri().toString();
        return new Accepted(new TaskHandle(id, toldByWebhook ? null : guess), body);
    }

    /** What may be tried again; everything else is thrown. */
    private FluxFillException submitTrouble(Answer answer, JsonNode content) {
        if (content.path("id").isTextual()) {
            // An answer that names a task is no refusal, whatever its status code.
            throw submitUnknown("BFL answered HTTP " + answer.status() + " with a task's id")
                    .with(handleIn(content));
        }
        return switch (answer.status()) {
            case 429 -> rateLimited(answer);
            case 503 -> unavailable(answer);
            default -> {
                throw isRefusal(answer)
                        ? Refusal.of(answer.status(), content)
                        : submitUnknown("BFL answered HTTP " + answer.status());
            }
        };
    }

    private static ObjectNode handleIn(JsonNode content) {
        JsonNode pollingUrl = content.path("polling_url");
        return new TaskHandle(content.get("id").textValue(), pollingUrl.isTextual() ? pollingUrl.textValue() : null)
                .toJson();
    }

    private FluxFillException pollTrouble(Answer answer, JsonNode content) {
        if (answer.isSuccess()) {
            return new FluxFillException(
                    ErrorType.UNAVAILABLE, "BFL's answer could not be read (HTTP " + answer.status() + ").");
        }
        if (answer.status() == 429) {
            return rateLimited(answer);
        }
        if (isRefusal(answer)) {
            throw Refusal.of(answer.status(), content);
        }
        return unavailable(answer);
    }

    /** Pauses before every try but the first; tells whether there is time for another one after that. */
    private boolean hasTimeAfterPause(int tries, FluxFillException trouble, Duration needed, Deadline deadline) {
        if (tries > 0) {
            Duration pause = backoff.after(tries, trouble.retryAfter());
            if (deadline.left().compareTo(pause.plus(needed)) <= 0) {
                return false;
            }
            sleeper.sleep(pause);
        }
        // Also after a pause: a process that was frozen meanwhile has slept longer.
        return deadline.left().compareTo(needed) > 0;
    }

    private FluxFillException rateLimited(Answer answer) {
        return withRetryAfter(
                answer, new FluxFillException(ErrorType.RATE_LIMITED, "BFL answered 429, too many tasks."));
    }

    private FluxFillException unavailable(Answer answer) {
        return withRetryAfter(
                answer,
                new FluxFillException(
                        ErrorType.UNAVAILABLE, "BFL is not available (it answered HTTP " + answer.status() + ")."));
    }

    private FluxFillException withRetryAfter(Answer answer, FluxFillException trouble) {
        return answer.retryAfter()
                .flatMap(header -> RetryAfter.parse(header, clock))
                .map(trouble::withRetryAfter)
                .orElse(trouble);
    }

    private static FluxFillException submitUnknown(String why) {
        return new FluxFillException(
                ErrorType.SUBMIT_UNKNOWN,
                "The request was sent, but " + why + ": BFL may have accepted it, and charge for it.");
    }

    private JsonNode parse(Answer answer) {
        try {
            JsonNode content = json.readTree(answer.body());
            return content == null ? MissingNode.getInstance() : content;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** A 4xx that says the request was read and will not be done. 408 says that it was not read whole. */
    private static boolean isRefusal(Answer answer) {
        return answer.status() / 100 == 4 && answer.status() != 408;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
