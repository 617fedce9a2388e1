package io.fluxfill.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An answer on its way to the client.
 *
 * @param status the status code
 * @param headers in their order
 * @param body the bytes
 */
record GatewayAnswer(int status, List<GatewayRequest.Header> headers, byte[] body) {

    static GatewayAnswer text(int status, Map<String, String> headers, String body) {
        List<GatewayRequest.Header> list = new ArrayList<>();
        headers.forEach((name, value) -> list.add(new GatewayRequest.Header(name, value)));
        return new GatewayAnswer(status, list, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The first value of a header, empty without. */
    String header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(GatewayRequest.Header::value)
                .findFirst()
                .orElse("");
    }

    /** The body as text. */
    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
