package io.fluxfill.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.face.ResponseLimit;
import io.fluxfill.json.LongText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Between AWS' proxy events and HTTP: API Gateway REST APIs and Application Load Balancers (payload version 1), HTTP APIs
 * and Function URLs (version 2).
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">the
 *     two payload formats</a>
 */
public final class ApiGateway {
    /** What a load balancer takes of a function's answer, in bytes. */
    private static final int LOAD_BALANCER_LIMIT = 1_000_000;

    private final Optional<String> publicUrl;

    /**
     * @param publicUrl this endpoint's address as its callers know it, without a slash at its end; empty where the events
     *     tell it
     */
    public ApiGateway(Optional<String> publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** Whether an event is a request, in whichever version. */
    public static boolean isRequest(ObjectNode event) {
        return isVersion1(event) || isVersion2(event);
    }

    /** Whether a request came by a load balancer. */
    public static boolean isLoadBalancers(ObjectNode event) {
        return event.path("requestContext").has("elb");
    }

    /** Whether an event is a request in payload version 1, or a load balancer's. */
    public static boolean isVersion1(ObjectNode event) {
        return event.path("httpMethod").isTextual()
                && event.path("requestContext").isObject();
    }

    /** Whether an event is a request in payload version 2. */
    public static boolean isVersion2(ObjectNode event) {
        return event.path("version").asText().equals("2.0")
                && event.path("requestContext").path("http").isObject();
    }

    /** The request in an event of either version. Its body is taken out of the event, which is kept until the answer. */
    public HttpRequest request(ObjectNode event) {
        JsonNode method =
                isVersion2(event) ? event.path("requestContext").path("http").path("method") : event.path("httpMethod");
        Headers headers = Headers.of(event);
        return new HttpRequest(
                method.asText().toUpperCase(Locale.ROOT),
                Address.of(event, headers, publicUrl),
                headers,
                Query.of(event),
                caller(event),
                body(event));
    }

    /** How many bytes of JSON an answer to an event may have. */
    static int responseLimit(ObjectNode event) {
        return isLoadBalancers(event) ? LOAD_BALANCER_LIMIT : ResponseLimit.LAMBDA;
    }

    /** When the gateway got the request, where its event tells: the time that it allows counts from then. */
    public static Optional<Instant> receivedAt(ObjectNode event) {
        JsonNode context = event.path("requestContext");
        JsonNode millis = context.path(isVersion2(event) ? "timeEpoch" : "requestTimeEpoch");
        return millis.isIntegralNumber() && millis.canConvertToLong()
                ? Optional.of(Instant.ofEpochMilli(millis.longValue()))
                : Optional.empty();
    }

    /** The answer in the form that the gateway of {@code event} takes. */
    public static ObjectNode response(ObjectNode event, HttpResponse response) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("statusCode", response.status());
        Map<String, String> all = new LinkedHashMap<>();
        all.put(HttpResponse.CONTENT_TYPE, "application/json");
        all.putAll(response.headers());
        ObjectNode headers = answer.putObject("headers");
        all.forEach(headers::put);
        if (!event.has("headers") && event.has("multiValueHeaders")) {
            // A load balancer set to multi-value headers reads no others.
            ObjectNode multi = answer.putObject("multiValueHeaders");
            all.forEach((name, value) -> multi.putArray(name).add(value));
        }
        return answer.put("body", response.bodyText()).put("isBase64Encoded", false);
    }

    /** The key of the usage plan by its id, which is no secret; else whom an authorizer or IAM found the caller to be. */
    private static Optional<String> caller(ObjectNode event) {
        JsonNode context = event.path("requestContext");
        JsonNode authorizer = context.path("authorizer");
        return Stream.of(
                        context.path("identity").path("apiKeyId"),
                        authorizer.path("principalId"),
                        authorizer.path("iam").path("userArn"),
                        authorizer.path("jwt").path("claims").path("sub"),
                        context.path("identity").path("userArn"))
                .map(JsonNode::asText)
                .filter(name -> !name.isEmpty() && !name.equals("null"))
                .findFirst();
    }

    private static HttpBody body(ObjectNode event) {
        JsonNode body = event.remove("body");
        return body != null && body.isTextual()
                ? new HttpBody(LongText.of(body), event.path("isBase64Encoded").asBoolean())
                : HttpBody.EMPTY;
    }
}
