package io.fluxfill.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP answer.
 *
 * @param status the status code
 * @param headers further headers than the content type of JSON
 * @param body a JSON object; or a text, which is sent as it is
 */
public record HttpResponse(int status, Map<String, String> headers, JsonNode body) {

    static final String CONTENT_TYPE = "content-type";

    public HttpResponse {
        headers = Map.copyOf(headers);
    }

    static HttpResponse of(int status, JsonNode body) {
        return new HttpResponse(status, Map.of(), body);
    }

    static HttpResponse text(int status, String contentType, String text) {
        return new HttpResponse(status, Map.of(CONTENT_TYPE, contentType), TextNode.valueOf(text));
    }

    /** The body as it is sent. */
    String bodyText() {
        return body.isTextual() ? body.textValue() : body.toString();
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
