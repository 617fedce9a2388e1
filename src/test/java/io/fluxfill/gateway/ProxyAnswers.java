package io.fluxfill.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Makes an HTTP answer of what a function answers to a proxy event. */
final class ProxyAnswers {
    /** API Gateway writes these itself. */
    private static final Set<String> OWN = Set.of("connection", "content-length", "date", "transfer-encoding");

    private ProxyAnswers() {}

    /** Reads one; empty where API Gateway would call it malformed. */
    static Optional<GatewayAnswer> read(JsonNode answer, String requestId) {
        JsonNode status = answer.path("statusCode");
        JsonNode body = answer.path("body");
        boolean whole = (status.isInt() || status.asText().matches("[1-5]\\d\\d"))
                && (body.isMissingNode() || body.isNull() || body.isTextual());
        if (!whole) {
            return Optional.empty();
        }
        List<GatewayRequest.Header> headers = new ArrayList<>();
        answer.path("headers").properties().forEach(header -> add(headers, header.getKey(), header.getValue()));
        answer.path("multiValueHeaders").properties().forEach(header -> {
            // Where both are given, the list wins.
            headers.removeIf(other -> other.name().equalsIgnoreCase(header.getKey()));
            header.getValue().forEach(value -> add(headers, header.getKey(), value));
        });
        if (headers.stream().noneMatch(header -> header.name().equalsIgnoreCase("content-type"))) {
            headers.add(new GatewayRequest.Header("Content-Type", "application/json"));
        }
        headers.add(new GatewayRequest.Header("x-amzn-RequestId", requestId));
        String text = body.asText("");
        byte[] bytes = answer.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
        return Optional.of(new GatewayAnswer(status.asInt(), headers, body.isNull() ? new byte[0] : bytes));
    }

    private static void add(List<GatewayRequest.Header> headers, String name, JsonNode value) {
        if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
            headers.add(new GatewayRequest.Header(name, value.asText()));
        }
    }
}
