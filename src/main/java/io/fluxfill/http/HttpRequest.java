package io.fluxfill.http;

import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request, wherever it came from.
 *
 * @param method in upper case
 * @param address where it was sent
 * @param headers all headers
 * @param query the first value of every query parameter that is used, decoded
 * @param caller a name for whoever sent it, as far as the gateway knows
 * @param body the body, not decoded yet
 */
public record HttpRequest(
        String method,
        Address address,
        Headers headers,
        Map<String, String> query,
        Optional<String> caller,
        HttpBody body) {

    public HttpRequest {
        query = Map.copyOf(query);
    }

    /** The path after what comes before the routes, without a slash at its end. */
    public String path() {
        return address.path();
    }

    /** The same request without its body, for use while it is answered: the body may be megabytes. */
    public HttpRequest withoutBody() {
        return new HttpRequest(method, address, headers, query, caller, HttpBody.EMPTY);
    }

    /** Method and path only: the rest may hold pictures and signed URLs. */
    @Override
    public String toString() {
        return method + " " + path();
    }
}
