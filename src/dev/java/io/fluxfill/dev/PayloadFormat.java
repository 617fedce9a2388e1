package io.fluxfill.dev;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.dev.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The two shapes in which API Gateway hands an HTTP request to a function. */
public enum PayloadFormat {
    /** REST APIs with Lambda proxy integration. */
    REST_V1 {
        @Override
        ObjectNode event(Request request, Instant now) {
            ObjectNode event = JsonNodeFactory.instance
                    .objectNode()
                    .put("resource", "/{proxy+}")
                    .put("path", request.path())
                    .put("httpMethod", request.method());
            // The JDK's server does not keep the case of names; REST APIs would. Readers must not care.
            ObjectNode headers = event.putObject("headers");
            gatewayHeaders(request).forEach((name, values) -> headers.put(name, values.get(values.size() - 1)));
            putLists(event, "multiValueHeaders", gatewayHeaders(request));
            Map<String, List<String>> query = request.query();
            if (query.isEmpty()) {
                event.putNull("queryStringParameters").putNull("multiValueQueryStringParameters");
            } else {
                ObjectNode parameters = event.putObject("queryStringParameters");
                query.forEach((name, values) -> parameters.put(name, values.get(values.size() - 1)));
                putLists(event, "multiValueQueryStringParameters", query);
            }
            event.putObject("pathParameters").put("proxy", request.path().replaceFirst("^/", ""));
            event.putNull("stageVariables");
            ObjectNode context = event.putObject("requestContext")
                    .put("resourceId", "local")
                    .put("resourcePath", "/{proxy+}")
                    .put("httpMethod", request.method())
                    .put("path", request.path())
                    .put("protocol", request.protocol())
                    .put("accountId", ACCOUNT)
                    .put("apiId", "local")
                    .put("stage", "local")
                    .put("domainName", host(request))
                    .put("domainPrefix", "local")
                    .put("requestId", UUID.randomUUID().toString())
                    .put("requestTime", CLF_TIME.format(now))
                    .put("requestTimeEpoch", now.toEpochMilli());
            context.putObject("identity")
                    .put("sourceIp", request.clientAddress())
                    .put("userAgent", request.header("user-agent").orElse(null));
            if (request.body().length == 0) {
                event.putNull("body");
            }
            return event;
        }
    },

    /** HTTP APIs and function URLs. */
    HTTP_API_V2 {
        @Override
        ObjectNode event(Request request, Instant now) {
            ObjectNode event = JsonNodeFactory.instance
                    .objectNode()
                    .put("version", "2.0")
                    .put("routeKey", "$default")
                    .put("rawPath", request.path())
                    .put("rawQueryString", request.rawQuery());
            Map<String, List<String>> sent = gatewayHeaders(request);
            List<String> cookies = sent.get("cookie");
            if (cookies != null) {
                for (String cookie : String.join("; ", cookies).split("; *")) {
                    event.withArray("cookies").add(cookie);
                }
            }
            ObjectNode headers = event.putObject("headers");
            sent.forEach((name, values) -> headers.put(name, String.join(",", values)));
            if (!request.query().isEmpty()) {
                ObjectNode parameters = event.putObject("queryStringParameters");
                request.query().forEach((name, values) -> parameters.put(name, String.join(",", values)));
            }
            ObjectNode context = event.putObject("requestContext")
                    .put("accountId", ACCOUNT)
                    .put("apiId", "local")
                    .put("domainName", host(request))
                    .put("domainPrefix", "local");
            context.putObject("http")
                    .put("method", request.method())
                    .put("path", request.path())
                    .put("protocol", request.protocol())
                    .put("sourceIp", request.clientAddress())
                    .put("userAgent", request.header("user-agent").orElse(""));
            context.put("requestId", UUID.randomUUID().toString())
                    .put("routeKey", "$default")
                    .put("stage", "$default")
                    .put("time", CLF_TIME.format(now))
                    .put("timeEpoch", now.toEpochMilli());
            return event;
        }
    };

    private static final String ACCOUNT = "123456789012";
    private static final DateTimeFormatter CLF_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The event without the body. */
    abstract ObjectNode event(Request request, Instant now);

    /** The event that API Gateway makes of a request. */
    public ObjectNode toEvent(Request request, Instant now) {
        ObjectNode event = event(request, now);
        boolean text = isText(request);
        if (request.body().length > 0) {
            event.put(
                    "body",
                    text
                            ? new String(request.body(), StandardCharsets.UTF_8)
                            : Base64.getEncoder().encodeToString(request.body()));
        }
        return event.put("isBase64Encoded", !text && request.body().length > 0);
    }

    private static boolean isText(Request request) {
        String type = request.header("content-type")
                .orElse("application/json")
                .split(";")[0]
                .strip();
        return request.header("content-encoding").isEmpty()
                && type.toLowerCase(Locale.ROOT)
                        .matches("text/.*|application/(.*\\+)?(json|xml)|application/javascript");
    }

    private static Map<String, List<String>> gatewayHeaders(Request request) {
        Map<String, List<String>> headers = new TreeMap<>(request.headers());
        String host = host(request);
        headers.put("x-forwarded-for", List.of(request.clientAddress()));
        headers.put("x-forwarded-proto", List.of("http"));
        headers.put("x-forwarded-port", List.of(host.contains(":") ? host.substring(host.lastIndexOf(':') + 1) : "80"));
        return headers;
    }

    private static String host(Request request) {
        return request.header("host").orElse("localhost");
    }

    private static void putLists(ObjectNode event, String field, Map<String, List<String>> lists) {
        ObjectNode object = event.putObject(field);
        lists.forEach((name, values) -> values.forEach(object.withArray(name)::add));
    }
}
