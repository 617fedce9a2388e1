package io.fluxfill.http;

import java.util.Map;

/**
 * An HTTP request, wherever it came from.
 *
 * @param method in upper case
 * @param path without the stage or base path that the gateway put before it
 * @param headers all headers
 * @param query the first value of every query parameter, decoded
 * @param body the body's text, empty for none, null where it is no text
 * @param baseUrl where the caller sees this API, without a trailing slash
 */
public record HttpRequest(
        String method, String path, Headers headers, Map<String, String> query, String body, String baseUrl) {

    public HttpRequest {
        query = Map.copyOf(query);
    }

    /** Method and path only: the rest may hold pictures and signed URLs. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
