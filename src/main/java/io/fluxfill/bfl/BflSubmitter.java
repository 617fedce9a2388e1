package io.fluxfill.bfl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.bfl.Retries.RetryableException;
import io.fluxfill.bfl.Transport.NotSentException;
import io.fluxfill.bfl.Transport.ResponseLostException;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.Pieces;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.waiting.Deadline;
import java.time.Duration;

/**
 * Submits to BFL. That costs money and BFL has no idempotency key, so a submit is repeated only where BFL cannot have
 * accepted it: the connection failed, or BFL answered 429 or 503, or BFL refused the key and there is a newer one. After any
 * other doubt it ends as {@link ErrorType#SUBMIT_UNKNOWN}.
 *
 * <p>A 503 that shows no sign of being BFL's own (neither JSON nor {@code Retry-After}) may come from a proxy that lost the
 * connection after it had passed the request on. It leaves a doubt: there is one more try, and what that does not settle
 * is unknown.
 */
public final class BflSubmitter implements Submitter {
    /** A submit that starts with less time than this would most likely end in doubt. */
    public static final Duration SHORTEST_SUBMIT = Duration.ofSeconds(1);

    private final BflHosts hosts;
    private final PollingUrls urls;
    private final ApiKey apiKey;
    private final Transport transport;
    private final ResponseReader responses;
    private final Retries retries;

    BflSubmitter(
            BflHosts hosts,
            PollingUrls urls,
            ApiKey apiKey,
            Transport transport,
            ResponseReader responses,
            Retries retries) {
        this.hosts = hosts;
        this.urls = urls;
        this.apiKey = apiKey;
        this.transport = transport;
        this.responses = responses;
        this.retries = retries;
    }

    @Override
    public SubmittedTask submit(Submission submission, Attempts attempts) {
        Deadline end = submission.end();
        Retries.Limits limits = new Retries.Limits(Integer.MAX_VALUE, submission.repeatUntil(), SHORTEST_SUBMIT, end);
        Tries tries = new Tries(submission.endpoint(), submission.body());
        return apiKey.use(
                end,
                key -> retries.perform(limits, tries.noTime(), () -> {
                    attempts.countSubmit();
                    SubmittedTask submitted = tries.send(key, end.left());
                    attempts.noteAccepted(submitted.handle());
                    urls.remember(submitted.handle());
                    return submitted;
                }));
    }

    private static FluxFillException submitUnknown(String why) {
        return new FluxFillException(
                ErrorType.SUBMIT_UNKNOWN,
                "The request was sent, but " + why + ": BFL may have accepted it, and charge for it.");
    }

    /** All tries of one submit, and what is left in doubt by them. */
    private final class Tries {
        private final Endpoint endpoint;
        private final Pieces request;
        private FluxFillException doubt;

        Tries(Endpoint endpoint, Pieces request) {
            this.endpoint = endpoint;
            this.request = request;
        }

        /** What the caller is told where there is no time for a try. */
        FluxFillException noTime() {
            return inDoubt(new FluxFillException(ErrorType.UNAVAILABLE, "There was no time left to submit."));
        }

        /** Makes one try. */
        SubmittedTask send(String key, Duration limit) throws RetryableException {
            BflResponse response;
            try {
                response = transport.post(hosts.of(endpoint).route(endpoint.path()), key, request, limit);
            } catch (NotSentException e) {
                throw again(new FluxFillException(
                        ErrorType.UNAVAILABLE,
                        "BFL could not be reached: " + e.getMessage() + ". Nothing was accepted."));
            } catch (ResponseLostException e) {
                throw submitUnknown(e.getMessage());
            } catch (RuntimeException | VirtualMachineError e) {
                throw submitUnknown(
                        "a fault of this function came between (" + e.getClass().getSimpleName() + ")");
            }
            ParsedBody body = responses.body(response, key);
            if (response.isSuccess()) {
                return submitted(body);
            }
            throw notAccepted(response, body);
        }

        /** Where the answer could not be read to its end, only what names the task and its place is enough. */
        private SubmittedTask submitted(ParsedBody body) {
            JsonNode json = body.json();
            TaskHandle named = TaskNames.handleIn(json)
                    .filter(handle -> handle.pollingUrl().isPresent() || body.whole())
                    .orElseThrow(() -> whatIsKnown(json, submitUnknown("the answer could not be read")));
            ObjectNode object = (ObjectNode) json;
            if (TaskNames.idIn(object).isEmpty()) {
                object.put("id", named.id());
            }
            boolean toldByWebhook = object.hasNonNull("webhook_url");
            TaskHandle handle = named.pollingUrl().isPresent() || toldByWebhook ? named : guessed(named.id());
            return new SubmittedTask(endpoint, handle, object);
        }

        private TaskHandle guessed(String id) {
            return TaskHandle.of(
                    id, BflHosts.resultUrl(hosts.of(endpoint), id).uri().toString());
        }

        /** What may be tried again; everything else is thrown as it is. */
        private RetryableException notAccepted(BflResponse response, ParsedBody body) {
            if (TaskNames.handleIn(body.json()).isPresent()) {
                // An answer that names a task is no refusal, whatever its status code.
                throw whatIsKnown(
                        body.json(), submitUnknown("BFL answered HTTP " + response.status() + " with a task's id"));
            }
            if (response.status() == 429) {
                return again(responses.rateLimited(response, body));
            }
            if (response.status() == 503) {
                return body.isJson() || response.retryAfter().isPresent()
                        ? again(responses.unavailable(response, body))
                        : onceMore();
            }
            if (ResponseReader.isPageOnTheWay(response, body)) {
                return again(ResponseReader.stoppedOnTheWay(response));
            }
            if (response.isRefusal()) {
                throw refused(Refusal.of(response.status(), body.json()));
            }
            throw submitUnknown("BFL answered HTTP " + response.status())
                    .quoting(Reason.in(body.json()).said());
        }

        /** After a 503 of somebody's: the second one is the last. */
        private RetryableException onceMore() {
            FluxFillException unknown = submitUnknown(
                    "HTTP 503 was answered, with no sign that it is BFL's own (neither JSON nor Retry-After)");
            if (doubt != null) {
                throw unknown;
            }
            doubt = unknown;
            return new RetryableException(unknown);
        }

        /** This try was not accepted, but one before may have been. */
        private RetryableException again(FluxFillException trouble) {
            return new RetryableException(inDoubt(trouble));
        }

        /** What BFL refuses for the request's own sake it has not accepted before; the credits may have gone there. */
        private FluxFillException refused(FluxFillException refusal) {
            return refusal.type() == ErrorType.INSUFFICIENT_CREDITS ? inDoubt(refusal) : refusal;
        }

        private FluxFillException inDoubt(FluxFillException trouble) {
            if (doubt == null) {
                return trouble;
            }
            return trouble.retryAfter().map(doubt::withRetryAfter).orElse(doubt);
        }

        /** The failure with the task that an answer names, or with a polling URL that names none. */
        private FluxFillException whatIsKnown(JsonNode body, FluxFillException unknown) {
            return TaskNames.handleIn(body)
                    .map(unknown::about)
                    .orElseGet(() -> TaskNames.pollingUrlIn(body)
                            .map(url -> unknown.with(
                                    JsonNodeFactory.instance.objectNode().put("polling_url", url)))
                            .orElse(unknown));
        }
    }
}
