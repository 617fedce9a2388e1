package io.fluxfill.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.face.Face;
import io.fluxfill.face.Failures;
import io.fluxfill.face.ResponseLimit;
import io.fluxfill.fill.Deadlines;
import io.fluxfill.log.EventRecord;
import io.fluxfill.waiting.Deadline;

/** Answers requests that come by API Gateway, a Function URL or a load balancer: every failure is an answer too. */
public final class HttpFace implements Face {
    private final ApiGateway gateway;
    private final HttpApi api;
    private final ResponseLimit responses;
    private final Deadlines deadlines;

    /**
     * The face for HTTP.
     *
     * @param gateway turns events into requests
     * @param api answers them
     * @param responses keeps answers within what the gateway takes
     */
    public HttpFace(ApiGateway gateway, HttpApi api, ResponseLimit responses, Deadlines deadlines) {
        this.gateway = gateway;
        this.api = api;
        this.responses = responses;
        this.deadlines = deadlines;
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public boolean takes(ObjectNode event) {
        return ApiGateway.isRequest(event);
    }

    @Override
    public JsonNode answer(ObjectNode event, EventRecord record) {
        Deadline end = deadlines.forHttp(ApiGateway.receivedAt(event));
        HttpRequest request = gateway.request(event);
        HttpRequest withoutBody = request.withoutBody();
        String correlationId = record.correlatedBy(CorrelationId.givenIn(request));
        try {
            return Failures.named(
                    record, () -> proxied(event, api.answer(request, end, record), correlationId, record));
        } catch (FluxFillException failure) {
            record.failedWith(failure);
            return proxied(event, ErrorBody.of(failure, withoutBody), correlationId, record);
        }
    }

    /** An answer in the form, and of the size, that whoever sent the event takes. */
    private JsonNode proxied(ObjectNode event, HttpResponse response, String correlationId, EventRecord record) {
        record.httpStatus(response.status());
        return fitting(event, response.with(CorrelationId.HEADER, correlationId));
    }

    private JsonNode fitting(ObjectNode event, HttpResponse response) {
        int limit = ApiGateway.responseLimit(event);
        // A body that is too large is not even made a text.
        if (responses.fits(response.body(), limit)) {
            ObjectNode answer = ApiGateway.response(event, response);
            if (responses.fits(answer, limit)) {
                return answer;
            }
        }
        return ApiGateway.response(event, response.withBody(responses.shortened(response.body())));
    }
}
