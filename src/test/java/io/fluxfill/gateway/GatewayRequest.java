package io.fluxfill.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came over the wire.
 *
 * @param method such as {@code POST}
 * @param path still encoded
 * @param rawQuery still encoded, empty without one
 * @param headers in the client's order and spelling
 * @param body the bytes
 * @param clientAddress where it came from
 */
record GatewayRequest(
        String method, String path, String rawQuery, List<Header> headers, byte[] body, String clientAddress) {

    /** A header, spelt as the client spelt it. */
    record Header(String name, String value) {}

    /** A request to a path with a query, or without one, with headers by name and value in turn. */
    static GatewayRequest to(String method, String target, String body, String... headers) {
        List<Header> list = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            list.add(new Header(headers[i], headers[i + 1]));
        }
        int query = target.indexOf('?');
        return new GatewayRequest(
                method,
                query < 0 ? target : target.substring(0, query),
                query < 0 ? "" : target.substring(query + 1),
                list,
                body.getBytes(StandardCharsets.UTF_8),
                "203.0.113.7");
    }

    /** The first value of a header, whatever the case of its name. */
    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** The query's parameters, decoded. */
    Map<String, List<String>> query() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters
                        .computeIfAbsent(decode(name), any -> new ArrayList<>())
                        .add(decode(value));
            }
        }
        return parameters;
    }

    /** The same request with its body. */
    GatewayRequest with(byte[] bytes) {
        return new GatewayRequest(method, path, rawQuery, headers, bytes, clientAddress);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
