package io.fluxfill.dev.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, read to its end.
 *
 * @param method such as {@code GET}
 * @param target path and query as the client sent them
 * @param protocol such as {@code HTTP/1.1}
 * @param headers by name in lower case, values in the order they came
 * @param body the bytes, empty where there are none or {@code tooLarge}
 * @param tooLarge whether the body was longer than the server allows, and thrown away
 * @param clientAddress the client's address
 */
public record Request(
        String method,
        URI target,
        String protocol,
        Map<String, List<String>> headers,
        byte[] body,
        boolean tooLarge,
        String clientAddress) {

    /** The path, still encoded. */
    public String path() {
        return target.getRawPath() == null ? "/" : target.getRawPath();
    }

    /** The query, still encoded, or an empty string. */
    public String rawQuery() {
        return target.getRawQuery() == null ? "" : target.getRawQuery();
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** The query's parameters, decoded, in the order they came. */
    public Map<String, List<String>> query() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : rawQuery().split("&")) {
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

    /** The first value of a parameter of the query. */
    public Optional<String> parameter(String name) {
        return query().getOrDefault(name, List.of()).stream().findFirst();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
