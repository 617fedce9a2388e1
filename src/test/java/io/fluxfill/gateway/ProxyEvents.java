package io.fluxfill.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The events of a REST API, payload version 1.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format">the
 *     function's event</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html">the
 *     authorizer's event</a>
 */
final class ProxyEvents {
    /** What belongs to the connection, not to the request. */
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "content-length", "expect", "keep-alive", "te", "transfer-encoding", "upgrade");

    private static final DateTimeFormatter CLF_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final RestApi api;

    ProxyEvents(RestApi api) {
        this.api = api;
    }

    /**
     * A request that has found its route.
     *
     * @param request as it came, its path with the stage where the address has it
     * @param path without the stage
     * @param domainName the host of the address
     * @param match the route
     * @param requestId the id that API Gateway gives it
     * @param receivedAt when it came
     */
    record Call(
            GatewayRequest request,
            String path,
            String domainName,
            Routes.Match match,
            String requestId,
            Instant receivedAt) {}

    /** The ARN of what is called, as policies name it. */
    String methodArn(Call call) {
        return "arn:aws:execute-api:%s:%s:%s/%s/%s%s"
                .formatted(
                        Stack.REGION,
                        Stack.ACCOUNT,
                        RestApi.ID,
                        api.stage(),
                        call.request().method(),
                        call.path());
    }

    /** What an authorizer is asked. */
    ObjectNode authorizerEvent(Call call) {
        ObjectNode event =
                JsonNodeFactory.instance.objectNode().put("type", "REQUEST").put("methodArn", methodArn(call));
        return request(event, call);
    }

    /** What the function is given; {@code policy} is the authorizer's answer, {@code keyId} the key that counts. */
    ObjectNode event(Call call, Optional<Policy> policy, Optional<String> keyId) {
        ObjectNode event = request(JsonNodeFactory.instance.objectNode(), call);
        ObjectNode context = (ObjectNode) event.get("requestContext");
        policy.ifPresent(answer -> context.putObject("authorizer")
                .put("principalId", answer.principal())
                .put("integrationLatency", 1));
        keyId.ifPresent(id -> {
            ObjectNode identity = (ObjectNode) context.get("identity");
            // The key itself is told too.
            key(call, policy).ifPresent(key -> identity.put("apiKey", key));
            identity.put("apiKeyId", id);
        });
        byte[] body = call.request().body();
        // No binary media types are declared, so every body is text.
        event.put("body", body.length == 0 ? null : new String(body, StandardCharsets.UTF_8));
        return event.put("isBase64Encoded", false);
    }

    /** The key that the caller shows, where the API looks for it. */
    Optional<String> key(Call call, Optional<Policy> policy) {
        return api.callerNamesKey()
                ? policy.flatMap(Policy::usageIdentifierKey)
                : call.request().header("x-api-key");
    }

    private ObjectNode request(ObjectNode event, Call call) {
        Map<String, List<String>> headers = headers(call);
        Map<String, List<String>> query = call.request().query();
        event.put("resource", call.match().route().resource())
                .put("path", call.path())
                .put("httpMethod", call.request().method());
        putLast(event, "headers", headers);
        putAll(event, "multiValueHeaders", headers);
        putLast(event, "queryStringParameters", query);
        putAll(event, "multiValueQueryStringParameters", query);
        Map<String, String> variables = call.match().pathParameters();
        if (variables.isEmpty()) {
            event.putNull("pathParameters");
        } else {
            ObjectNode parameters = event.putObject("pathParameters");
            variables.forEach(parameters::put);
        }
        event.putNull("stageVariables");
        ObjectNode context = event.putObject("requestContext")
                .put("resourceId", "r3s0rc")
                .put("resourcePath", call.match().route().resource())
                .put("httpMethod", call.request().method())
                .put("extendedRequestId", "DqFfpHEmFiAFwJg=")
                .put("requestTime", CLF_TIME.format(call.receivedAt()))
                .put("path", call.request().path())
                .put("accountId", Stack.ACCOUNT)
                .put("protocol", "HTTP/1.1")
                .put("stage", api.stage())
                .put("domainPrefix", call.domainName().split("[.:]", 2)[0])
                .put("requestTimeEpoch", call.receivedAt().toEpochMilli())
                .put("requestId", call.requestId())
                .put("domainName", call.domainName())
                .put("deploymentId", "d3p10y")
                .put("apiId", RestApi.ID);
        ObjectNode identity = context.putObject("identity");
        for (String none : List.of(
                "cognitoIdentityPoolId",
                "accountId",
                "cognitoIdentityId",
                "caller",
                "principalOrgId",
                "accessKey",
                "cognitoAuthenticationType",
                "cognitoAuthenticationProvider",
                "userArn",
                "user")) {
            identity.putNull(none);
        }
        identity.put("sourceIp", call.request().clientAddress())
                .put("userAgent", call.request().header("user-agent").orElse(null));
        return event;
    }

    /** The client's headers as it spelt them, and those that API Gateway adds. */
    private static Map<String, List<String>> headers(Call call) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (GatewayRequest.Header header : call.request().headers()) {
            if (!HOP_BY_HOP.contains(header.name().toLowerCase(Locale.ROOT))) {
                headers.computeIfAbsent(header.name(), any -> new ArrayList<>()).add(header.value());
            }
        }
        String trace = UUID.randomUUID().toString().replace("-", "");
        long seconds = call.receivedAt().getEpochSecond();
        headers.put("X-Amzn-Trace-Id", List.of("Root=1-%08x-%s".formatted(seconds, trace.substring(0, 24))));
        headers.put("X-Forwarded-For", List.of(call.request().clientAddress()));
        headers.put("X-Forwarded-Port", List.of("443"));
        headers.put("X-Forwarded-Proto", List.of("https"));
        return headers;
    }

    private static void putLast(ObjectNode event, String field, Map<String, List<String>> lists) {
        if (lists.isEmpty()) {
            event.putNull(field);
        } else {
            ObjectNode object = event.putObject(field);
            lists.forEach((name, values) -> object.put(name, values.get(values.size() - 1)));
        }
    }

    private static void putAll(ObjectNode event, String field, Map<String, List<String>> lists) {
        if (lists.isEmpty()) {
            event.putNull(field);
        } else {
            ObjectNode object = event.putObject(field);
            lists.forEach((name, values) -> values.forEach(object.withArray(name)::add));
        }
    }
}
