package io.fluxfill.bfl;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.bfl.Retries.RetryableException;
import io.fluxfill.bfl.Transport.AnswerLostException;
import io.fluxfill.bfl.Transport.NotSentException;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.waiting.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Asks BFL for tasks. That costs nothing, so it is repeated until it is answered or the time is up. */
public final class TaskPoller {
    /** One poll that hangs must not use up the whole wait. */
    static final Duration LONGEST_POLL = Duration.ofSeconds(10);

    private final BflHosts hosts;
    private final TrustedHosts trustedHosts;
    private final ApiKey apiKey;
    private final Transport transport;
    private final AnswerReader answers;
    private final Retries retries;
    private final Clock clock;

    TaskPoller(
            BflHosts hosts,
            TrustedHosts trustedHosts,
            ApiKey apiKey,
            Transport transport,
            AnswerReader answers,
            Retries retries,
            Clock clock) {
        this.hosts = hosts;
        this.trustedHosts = trustedHosts;
        this.apiKey = apiKey;
        this.transport = transport;
        this.answers = answers;
        this.retries = retries;
        this.clock = clock;
    }

    /**
     * Asks for a task until BFL answers.
     *
     * @param handle the task; its polling URL must be one that {@link #canPoll} accepts
     * @param end when to give up
     * @param attempts counts the tries
     * @return the task, finished or not, or one of status {@link TaskStatus#NOT_FOUND}
     * @throws FluxFillException that carries the handle: {@link ErrorType#UNAVAILABLE} or {@link ErrorType#RATE_LIMITED}
     *     where no answer came until the deadline, and what BFL's refusals mean
     */
    public Task poll(TaskHandle handle, Deadline end, Attempts attempts) {
        try {
            TrustedUrl url = pollingUrl(handle)
                    .orElseThrow(() -> new FluxFillException(
                            ErrorType.INVALID_REQUEST, "The polling_url is not on a host of BFL's: it is not asked."));
            FluxFillException noTime =
                    new FluxFillException(ErrorType.UNAVAILABLE, "There was no time left to ask for the task.");
            return apiKey.use(
                    end,
                    key -> retries.perform(
                            Retries.Limits.until(end),
                            noTime,
                            () -> pollOnce(url, key, handle.id(), end.left(), attempts)));
        } catch (FluxFillException failure) {
            throw failure.with(handle.toJson());
        }
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
                .filter(url -> url.uri().getRawPath().endsWith(BflHosts.GET_RESULT))
                .isPresent();
    }

    private Optional<TrustedUrl> pollingUrl(TaskHandle handle) {
        return handle.pollingUrl() == null
                ? Optional.of(hosts.resultUrl(Endpoint.FILL, handle.id()))
                : trustedHosts.check(handle.pollingUrl());
    }

    private Task pollOnce(TrustedUrl url, String key, String id, Duration limit, Attempts attempts)
            throws RetryableException {
        Answer answer;
        try {
            answer = get(url, key, limit.compareTo(LONGEST_POLL) < 0 ? limit : LONGEST_POLL, attempts);
        } catch (NotSentException | AnswerLostException e) {
            throw new RetryableException(new FluxFillException(
                    ErrorType.UNAVAILABLE, "BFL could not be asked for the task: " + e.getMessage() + "."));
        }
        JsonNode content = answers.content(answer);
        Optional<Task> task = Task.from(content, answer.status());
        // A finished task may come with 422 or 503; what its status word says is final.
        if (task.isPresent() && (answer.isSuccess() || task.get().status().isTerminal())) {
            return task.get();
        }
        if (answer.status() == 404) {
            return Task.of(id, TaskStatus.NOT_FOUND.word(), 404);
        }
        throw retryable(answer, content);
    }

    /** However the exchange ends, it is noted how long it took. */
    private Answer get(TrustedUrl url, String key, Duration limit, Attempts attempts)
            throws NotSentException, AnswerLostException {
        Instant began = clock.instant();
        try {
            return transport.get(url, key, limit);
        } finally {
            attempts.notePoll(began, clock.instant());
        }
    }

    /** What may be tried again; a refusal is thrown as it is. */
    private RetryableException retryable(Answer answer, JsonNode content) {
        if (answer.isSuccess()) {
            return new RetryableException(new FluxFillException(
                    ErrorType.UNAVAILABLE, "BFL's answer could not be read (HTTP " + answer.status() + ")."));
        }
        if (answer.status() == 429) {
            return new RetryableException(answers.rateLimited(answer));
        }
        if (answer.isRefusal()) {
            throw Refusal.of(answer.status(), content);
        }
        return new RetryableException(answers.unavailable(answer));
    }
}
