package io.fluxfill.bfl;

import io.fluxfill.bfl.Retries.RetryableException;
import io.fluxfill.bfl.Transport.NotSentException;
import io.fluxfill.bfl.Transport.ResponseLostException;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import java.time.Duration;
import java.time.Instant;

/** One question for a task, at one host. */
final class GetResult {
    private final Transport transport;
    private final ResponseReader answers;

    GetResult(Transport transport, ResponseReader answers) {
        this.transport = transport;
        this.answers = answers;
    }

    /**
     * Asks.
     *
     * @param id the task's id, for answers that do not repeat it
     * @param limit the longest it may take
     * @param attempts takes note of it, however it ends
     * @return the task, finished or not, or one of status {@link TaskStatus#NOT_FOUND}
     * @throws RetryableException where the answer says nothing of the task
     * @throws FluxFillException where it is a refusal
     */
    Task at(TrustedUrl url, String key, String id, Duration limit, Attempts attempts)
            throws NotSentException, ResponseLostException, RetryableException {
        BflResponse answer = get(url, key, limit, attempts);
        ParsedBody content = answers.content(answer, key);
        // Of a body that breaks off nobody knows what else it would have said.
        Task task = content.whole() ? Task.from(content.json(), answer.status()).orElse(null) : null;
        // A finished task may come with 422 or 503; what its status word says is final.
        if (task != null && (answer.isSuccess() || task.status().isTerminal())) {
            return task.withId(id);
        }
        if (answer.status() == 404) {
            return Task.of(id, TaskStatus.NOT_FOUND.word(), 404);
        }
        throw retryable(answer, content);
    }

    private BflResponse get(TrustedUrl url, String key, Duration limit, Attempts attempts)
            throws NotSentException, ResponseLostException {
        Instant began = attempts.beginPoll();
        try {
            return transport.get(url, key, limit);
        } finally {
            attempts.endPoll(began);
        }
    }

    /** What may be tried again; a refusal is thrown as it is. */
    private RetryableException retryable(BflResponse answer, ParsedBody content) {
        if (answer.isSuccess()) {
            return new RetryableException(new FluxFillException(
                    ErrorType.UNAVAILABLE, "BFL's answer could not be read (HTTP " + answer.status() + ")."));
        }
        if (answer.status() == 429) {
            return new RetryableException(answers.rateLimited(answer, content));
        }
        if (ResponseReader.isPageOnTheWay(answer, content)) {
            return new RetryableException(ResponseReader.stoppedOnTheWay(answer));
        }
        if (answer.isRefusal()) {
            throw Refusal.of(answer.status(), content.json());
        }
        return new RetryableException(answers.unavailable(answer, content));
    }
}
