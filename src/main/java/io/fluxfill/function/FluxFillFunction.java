package io.fluxfill.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.direct.DirectFace;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.fill.WaitLimits;
import io.fluxfill.http.ApiGateway;
import io.fluxfill.http.Authorizer;
import io.fluxfill.http.CorrelationId;
import io.fluxfill.http.HttpFace;
import io.fluxfill.http.HttpRequest;
import io.fluxfill.http.HttpResponse;
import io.fluxfill.log.EventLog;
import io.fluxfill.log.EventRecord;
import io.fluxfill.waiting.Deadline;
import io.fluxfill.waiting.Ticker;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The Lambda function: tells the kind of event by its shape and hands it to the face that answers it.
 *
 * <p>It takes a tree of JSON, as {@link Event}, and gives one, since Funqy's poll loop ends for good at an {@link Error} in
 * reading or writing anything cleverer, and lets nothing out but {@link FluxFillException}.
 */
@Singleton
public class FluxFillFunction {
    private static final Logger LOG = Logger.getLogger(FluxFillFunction.class);

    private final DirectFace directFace;
    private final HttpFace httpFace;
    private final ApiGateway gateway;
    private final ResponseLimit answers;
    private final WaitLimits limits;
    private final EventLog log;
    private final Clock clock;
    private final Ticker ticker;

    FluxFillFunction(
            DirectFace directFace,
            HttpFace httpFace,
            ApiGateway gateway,
            ResponseLimit answers,
            WaitLimits limits,
            EventLog log,
            Clock clock,
            Ticker ticker) {
        this.directFace = directFace;
        this.httpFace = httpFace;
        this.gateway = gateway;
        this.answers = answers;
        this.limits = limits;
        this.log = log;
        this.clock = clock;
        this.ticker = ticker;
    }

    /**
     * Answers one event.
     *
     * @param event a direct request, a proxy event of API Gateway, a Function URL or a load balancer, or what API Gateway asks
     *     an authorizer
     * @return the result object, an HTTP answer in the gateway's form, or a policy
     * @throws FluxFillException for a direct request that fails, with its name
     */
    @Funq("flux-fill")
    public JsonNode handle(Event event) {
        EventRecord record = log.begin();
        try {
            return named(record, () -> answer(event.tree(), record));
        } catch (FluxFillException failure) {
            record.failedWith(failure);
            throw failure;
        } finally {
            log.end(record);
        }
    }

    private JsonNode answer(JsonNode event, EventRecord record) {
        if (!(event instanceof ObjectNode object)) {
            record.face("unknown");
            throw new FluxFillException(
                    ErrorType.INVALID_REQUEST, "The event must be a JSON object: a request, or an API Gateway event.");
        }
        if (Authorizer.isAsked(object)) {
            record.face("authorizer");
            return Authorizer.answer(object, record);
        }
        if (ApiGateway.isRequest(object)) {
            record.face("http");
            return answerHttp(object, record);
        }
        record.face("direct");
        Deadline end = Deadline.in(limits.forInvocation(), ticker);
        return answers.fitting(directFace.answer(object, end, record));
    }

    private JsonNode answerHttp(ObjectNode event, EventRecord record) {
        Instant received = ApiGateway.receivedAt(event).orElseGet(clock::instant);
        Deadline end = Deadline.in(limits.forHttp(Duration.between(received, clock.instant())), ticker);
        HttpRequest request = gateway.request(event);
        HttpRequest answered = request.withoutBody();
        String correlationId = record.correlatedBy(CorrelationId.givenIn(request));
        try {
            return named(record, () -> proxied(event, httpFace.answer(request, end, record), correlationId, record));
        } catch (FluxFillException failure) {
            record.failedWith(failure);
            return proxied(event, HttpFace.failure(answered, failure), correlationId, record);
        }
    }

    /** An HTTP answer in the form, and of the size, that whoever sent the event takes. */
    private JsonNode proxied(ObjectNode event, HttpResponse response, String correlationId, EventRecord record) {
        record.httpStatus(response.status());
        return answers.fitting(event, response.with(CorrelationId.HEADER, correlationId));
    }

    /**
     * Gives every failure a name, those of this project's own making too, and the handle of the task that was accepted
     * before it: a paid task must not be lost. Whatever can fail once a task is accepted happens in here.
     */
    private static <T> T named(EventRecord record, Supplier<T> work) {
        try {
            return work.get();
        } catch (FluxFillException failure) {
            throw withHandle(record, failure);
        } catch (Throwable fault) {
            LOG.error("A fault of this project", withoutMessages(fault));
            throw withHandle(
                    record,
                    new FluxFillException(
                            ErrorType.INTERNAL,
                            "A fault of this function (" + fault.getClass().getSimpleName() + ")."));
        }
    }

    private static FluxFillException withHandle(EventRecord record, FluxFillException failure) {
        return record.attempts()
                .accepted()
                .map(handle -> failure.with(handle.toJson()))
                .orElse(failure);
    }

    /** The same stack traces: messages may quote what was sent. */
    private static Throwable withoutMessages(Throwable fault) {
        Throwable cause = fault.getCause() == null ? null : withoutMessages(fault.getCause());
        Throwable copy = new Throwable(fault.getClass().getName(), cause);
        copy.setStackTrace(fault.getStackTrace());
        return copy;
    }
}
