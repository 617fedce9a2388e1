package io.fluxfill.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The query of a request: those parameters that mean something here, since of others there may be any number. */
final class Query {
    private static final Set<String> USED = Set.of(ResultUrl.ID, ResultUrl.POLLING_URL, ResultUrl.PRESERVE);

    private final Map<String, String> parameters = new HashMap<>();

    private Query() {}

    /** The first value of every parameter that is used, decoded. */
    static Map<String, String> of(ObjectNode event) {
        Query query = new Query();
        if (ApiGateway.isVersion2(event)) {
            query.readRaw(event.path("rawQueryString").asText());
        } else {
            // API Gateway decodes query parameters, a load balancer does not.
            boolean encoded = ApiGateway.isLoadBalancers(event);
            query.readParameters(event.path("multiValueQueryStringParameters"), encoded);
            query.readParameters(event.path("queryStringParameters"), encoded);
        }
        return query.parameters;
    }

    private void readRaw(String raw) {
        int begin = 0;
        while (begin < raw.length()) {
            int next = raw.indexOf('&', begin);
            int end = next < 0 ? raw.length() : next;
            String pair = raw.substring(begin, end);
            int equals = pair.indexOf('=');
            if (equals > 0) {
                put(urlDecode(pair.substring(0, equals)), pair.substring(equals + 1), true);
            }
            begin = end + 1;
        }
    }

    private void readParameters(JsonNode object, boolean encoded) {
        object.properties().forEach(parameter -> {
            JsonNode value =
                    parameter.getValue().isArray() ? parameter.getValue().path(0) : parameter.getValue();
            if (value.isTextual()) {
                put(encoded ? urlDecode(parameter.getKey()) : parameter.getKey(), value.textValue(), encoded);
            }
        });
    }

    private void put(String name, String value, boolean encoded) {
        if (USED.contains(name)) {
            parameters.putIfAbsent(name, encoded ? urlDecode(value) : value);
        }
    }

    private static String urlDecode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
