package io.fluxfill.http;

import java.util.Map;

/**
 * An HTTP request, wherever it came from.
 *
 * @param method in upper case
 * @param origin scheme and host as the caller sees them
 * @param path the whole path as the caller sees it: a stage or a custom domain's base path may come before the route
 * @param headers all headers
 * @param query the first value of every query parameter, decoded
 * @param body the body, not decoded yet
 */
public record HttpRequest(
        String method, String origin, String path, Headers headers, Map<String, String> query, HttpBody body) {

    public HttpRequest {
        query = Map.copyOf(query);
    }

    /** The same request without its body, for use while it is answered: the body may be megabytes. */
    public HttpRequest withoutBody() {
        return new HttpRequest(method, origin, path, headers, query, HttpBody.EMPTY);
    }

    /** Method and path only: the rest may hold pictures and signed URLs. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
