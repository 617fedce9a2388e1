package io.fluxfill.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.json.LongText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Between AWS' proxy events and HTTP: API Gateway REST APIs and Application Load Balancers (payload version 1), HTTP APIs
 * and Function URLs (version 2).
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">the
 *     two payload formats</a>
 */
public final class ApiGateway {
    private ApiGateway() {}

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
    public static HttpRequest request(ObjectNode event) {
        return isVersion2(event) ? version2(event) : version1(event);
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
        all.put("content-type", "application/json");
        all.putAll(response.headers());
        ObjectNode headers = answer.putObject("headers");
        all.forEach(headers::put);
        if (!event.has("headers") && event.has("multiValueHeaders")) {
            // A load balancer set to multi-value headers reads no others.
            ObjectNode multi = answer.putObject("multiValueHeaders");
            all.forEach((name, value) -> multi.putArray(name).add(value));
        }
        return answer.put("body", response.body().toString()).put("isBase64Encoded", false);
    }

    private static HttpRequest version1(ObjectNode event) {
        JsonNode context = event.get("requestContext");
        String path = event.path("path").asText("/");
        // Only the context's path has the stage; a load balancer's event has none.
        String seenPath = context.path("path").asText(path);
        Headers headers = Headers.of(event);
        return new HttpRequest(
                event.get("httpMethod").textValue().toUpperCase(Locale.ROOT),
                origin(context, headers),
                seenPath.endsWith(path) ? seenPath : path,
                headers,
                version1Query(event, context.has("elb")),
                body(event));
    }

    private static HttpRequest version2(ObjectNode event) {
        JsonNode context = event.get("requestContext");
        Headers headers = Headers.of(event);
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : event.path("rawQueryString").asText().split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.putIfAbsent(urlDecode(pair.substring(0, equals)), urlDecode(pair.substring(equals + 1)));
            }
        }
        return new HttpRequest(
                context.path("http").path("method").asText().toUpperCase(Locale.ROOT),
                origin(context, headers),
                event.path("rawPath").asText("/"),
                headers,
                query,
                body(event));
    }

    /** API Gateway decodes query parameters, a load balancer does not. */
    private static Map<String, String> version1Query(ObjectNode event, boolean encoded) {
        Map<String, String> query = new LinkedHashMap<>();
        event.path("multiValueQueryStringParameters")
                .properties()
                .forEach(parameter ->
                        putText(query, parameter.getKey(), parameter.getValue().path(0), encoded));
        event.path("queryStringParameters")
                .properties()
                .forEach(parameter -> putText(query, parameter.getKey(), parameter.getValue(), encoded));
        return query;
    }

    private static void putText(Map<String, String> query, String name, JsonNode value, boolean encoded) {
        if (value.isTextual()) {
            query.putIfAbsent(
                    encoded ? urlDecode(name) : name, encoded ? urlDecode(value.textValue()) : value.textValue());
        }
    }

    private static String origin(JsonNode context, Headers headers) {
        String host = headers.first("host").orElse(context.path("domainName").asText("localhost"));
        // Behind a second proxy there is a list.
        boolean plain = headers.first("x-forwarded-proto")
                .filter(schemes -> schemes.split(",", 2)[0].strip().equalsIgnoreCase("http"))
                .isPresent();
        return (plain ? "http://" : "https://") + host;
    }

    private static HttpBody body(ObjectNode event) {
        JsonNode body = event.remove("body");
        return body != null && body.isTextual()
                ? new HttpBody(LongText.of(body), event.path("isBase64Encoded").asBoolean())
                : HttpBody.EMPTY;
    }

    private static String urlDecode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
