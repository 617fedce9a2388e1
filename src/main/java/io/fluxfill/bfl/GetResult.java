package io.fluxfill.bfl;

import io.fluxfill.bfl.Retries.RetryableException;
import io.fluxfill.bfl.Transport.NotSentException;
import io.fluxfill.bfl.Transport.ResponseLostException;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One question for a task, at one host. */
final class GetResult {
    private final Transport transport;
    private final ResponseReader responses;

    GetResult(Transport transport, ResponseReader responses) {
        this.transport = transport;
        this.responses = responses;
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
        BflResponse response = get(url, key, limit, attempts);
        ParsedBody body = responses.body(response, key);
        // Of a body that breaks off nobody knows what else it would have said.
        Optional<Task> task = body.whole() ? Task.from(body.json(), response.status()) : Optional.empty();
        // A finished task may come with 422 or 503; what its status word says is final.
        if (task.isPresent() && (response.isSuccess() || task.get().status().isTerminal())) {
            return task.get().withId(id);
        }
        if (response.status() == 404) {
            return Task.of(id, TaskStatus.NOT_FOUND.word(), 404);
        }
        throw retryable(response, body);
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
    private RetryableException retryable(BflResponse response, ParsedBody body) {
        if (response.isSuccess()) {
            return new RetryableException(new FluxFillException(
                    ErrorType.UNAVAILABLE, "BFL's answer could not be read (HTTP " + response.status() + ")."));
        }
        if (response.status() == 429) {
            return new RetryableException(responses.rateLimited(response, body));
        }
        if (ResponseReader.isPageOnTheWay(response, body)) {
            return new RetryableException(ResponseReader.stoppedOnTheWay(response));
        }
        if (response.isRefusal()) {
            throw Refusal.of(response.status(), body.json());
        }
        return new RetryableException(responses.unavailable(response, body));
    }
}
