package io.fluxfill.bfl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.bfl.Retries.RetryableException;
import io.fluxfill.bfl.Transport.AnswerLostException;
import io.fluxfill.bfl.Transport.NotSentException;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.Pieces;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.waiting.Deadline;
import java.time.Clock;
import java.time.Duration;

/**
 * Submits to BFL. That costs money and BFL has no idempotency key, so a submit is repeated only where BFL cannot have
 * accepted it: the connection failed, or BFL answered 429 or 503, or BFL refused the key and there is a newer one. After any
 * other doubt it ends as {@link ErrorType#SUBMIT_UNKNOWN}.
 */
public final class BflSubmitter implements Submitter {
    /** A submit that starts with less time than this would most likely end in doubt. */
    public static final Duration SHORTEST_SUBMIT = Duration.ofSeconds(1);

    private final BflHosts hosts;
    private final ApiKey apiKey;
    private final Transport transport;
    private final AnswerReader answers;
    private final Retries retries;
    private final Clock clock;

    BflSubmitter(
            BflHosts hosts, ApiKey apiKey, Transport transport, AnswerReader answers, Retries retries, Clock clock) {
        this.hosts = hosts;
        this.apiKey = apiKey;
        this.transport = transport;
        this.answers = answers;
        this.retries = retries;
        this.clock = clock;
    }

    @Override
    public Accepted submit(Endpoint endpoint, Pieces body, Deadline repeatUntil, Deadline end, Attempts attempts) {
        Retries.Limits limits = new Retries.Limits(Integer.MAX_VALUE, repeatUntil, SHORTEST_SUBMIT, end);
        FluxFillException noTime = new FluxFillException(ErrorType.UNAVAILABLE, "There was no time left to submit.");
        return apiKey.use(
                end,
                key -> retries.perform(limits, noTime, () -> {
                    attempts.countSubmit();
                    Accepted accepted = submitOnce(endpoint, key, body, end.left());
                    attempts.noteAccepted(accepted.handle(), clock.instant());
                    return accepted;
                }));
    }

    private Accepted submitOnce(Endpoint endpoint, String key, Pieces body, Duration limit) throws RetryableException {
        Answer answer;
        try {
            answer = transport.post(hosts.of(endpoint).route(endpoint.path()), key, body, limit);
        } catch (NotSentException e) {
            throw new RetryableException(new FluxFillException(
                    ErrorType.UNAVAILABLE, "BFL could not be reached: " + e.getMessage() + ". Nothing was accepted."));
        } catch (AnswerLostException e) {
            throw submitUnknown(e.getMessage());
        }
        JsonNode content = answers.content(answer);
        if (answer.isSuccess()) {
            return accepted(endpoint, content);
        }
        throw retryable(answer, content);
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
        String guess = hosts.resultUrl(endpoint, id).uri().toString();
        return new Accepted(new TaskHandle(id, toldByWebhook ? null : guess), body);
    }

    /** What may be tried again; everything else is thrown as it is. */
    private RetryableException retryable(Answer answer, JsonNode content) {
        if (content.path("id").isTextual()) {
            // An answer that names a task is no refusal, whatever its status code.
            throw submitUnknown("BFL answered HTTP " + answer.status() + " with a task's id")
                    .with(handleIn(content));
        }
        return switch (answer.status()) {
            case 429 -> new RetryableException(answers.rateLimited(answer));
            case 503 -> new RetryableException(answers.unavailable(answer));
            default -> {
                throw answer.isRefusal()
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

    private static FluxFillException submitUnknown(String why) {
        return new FluxFillException(
                ErrorType.SUBMIT_UNKNOWN,
                "The request was sent, but " + why + ": BFL may have accepted it, and charge for it.");
    }
}
