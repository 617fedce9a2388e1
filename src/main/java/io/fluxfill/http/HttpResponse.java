package io.fluxfill.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP answer with a JSON body.
 *
 * @param status the status code
 * @param headers further headers than the content type
 * @param body the JSON body
 */
public record HttpResponse(int status, Map<String, String> headers, JsonNode body) {

    public HttpResponse {
        headers = Map.copyOf(headers);
    }

    static HttpResponse of(int status, JsonNode body) {
        return new HttpResponse(status, Map.of(), body);
    }

    /** The same answer with one more header. */
    public HttpResponse with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpResponse(status, more, body);
    }

    /** The same answer with another body. */
    public HttpResponse withBody(JsonNode other) {
        return new HttpResponse(status, headers, other);
    }
}
