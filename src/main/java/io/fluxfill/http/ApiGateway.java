package io.fluxfill.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

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

    /** The request in an event of either version. */
    public static HttpRequest request(ObjectNode event) {
        return isVersion2(event) ? version2(event) : version1(event);
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
        boolean loadBalancer = event.path("requestContext").has("elb");
        String path = event.path("path").asText("/");
        String base = basePath(path, event.path("resource").asText(), event.path("pathParameters"));
        String seenPath = event.path("requestContext").path("path").asText(path);
        String routePath = path.substring(base.length());
        String stage = seenPath.endsWith(path) ? seenPath.substring(0, seenPath.length() - path.length()) : "";
        Headers headers = multiValued(event, "headers", "multiValueHeaders");
        return new HttpRequest(
                event.get("httpMethod").textValue().toUpperCase(Locale.ROOT),
                routePath,
                headers,
                version1Query(event, loadBalancer),
                body(event),
                origin(event, headers) + stage + base);
    }

    private static HttpRequest version2(ObjectNode event) {
        JsonNode context = event.get("requestContext");
        String path = event.path("rawPath").asText("/");
        String routeKey = event.path("routeKey").asText();
        String stage = "/" + context.path("stage").asText();
        String base = path.startsWith(stage + "/")
                ? stage
                : basePath(path, routeKey.substring(routeKey.indexOf(' ') + 1), event.path("pathParameters"));
        Headers headers = new Headers();
        event.path("headers")
                .properties()
                .forEach(field -> headers.add(field.getKey(), field.getValue().asText()));
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : event.path("rawQueryString").asText().split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.putIfAbsent(urlDecode(pair.substring(0, equals)), urlDecode(pair.substring(equals + 1)));
            }
        }
        return new HttpRequest(
                context.path("http").path("method").asText().toUpperCase(Locale.ROOT),
                path.substring(base.length()),
                headers,
                query,
                body(event),
                origin(event, headers) + base);
    }

    /**
     * What stands before the route in a path: the base path of a custom domain's mapping. The gateway names the route that
     * it matched, literally or as {@code /{proxy+}} with the rest in a parameter.
     */
    private static String basePath(String path, String route, JsonNode pathParameters) {
        String tail = route.contains("{") ? "/" + pathParameters.path("proxy").asText() : route;
        boolean known = tail.length() > 1 && path.endsWith(tail);
        return known ? path.substring(0, path.length() - tail.length()) : "";
    }

    private static Headers multiValued(ObjectNode event, String single, String multi) {
        Headers headers = new Headers();
        event.path(multi)
                .properties()
                .forEach(field -> field.getValue().forEach(value -> headers.add(field.getKey(), value.asText())));
        if (headers.isEmpty()) {
            event.path(single)
                    .properties()
                    .forEach(field ->
                            headers.add(field.getKey(), field.getValue().asText()));
        }
        return headers;
    }

    /** API Gateway decodes query parameters, a load balancer does not. */
    private static Map<String, String> version1Query(ObjectNode event, boolean loadBalancer) {
        Map<String, String> query = new LinkedHashMap<>();
        event.path("multiValueQueryStringParameters")
                .properties()
                .forEach(field ->
                        query.put(field.getKey(), field.getValue().path(0).asText()));
        event.path("queryStringParameters")
                .properties()
                .forEach(field ->
                        query.putIfAbsent(field.getKey(), field.getValue().asText()));
        if (!loadBalancer) {
            return query;
        }
        Map<String, String> decoded = new LinkedHashMap<>();
        query.forEach((name, value) -> decoded.put(urlDecode(name), urlDecode(value)));
        return decoded;
    }

    private static String origin(ObjectNode event, Headers headers) {
        String host = headers.first("host")
                .orElse(event.path("requestContext").path("domainName").asText("localhost"));
        return headers.first("x-forwarded-proto").orElse("https") + "://" + host;
    }

    private static String body(ObjectNode event) {
        String body = event.path("body").asText("");
        if (!event.path("isBase64Encoded").asBoolean()) {
            return body;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(body));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return null;
        }
    }

    private static String urlDecode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
