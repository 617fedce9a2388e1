package io.fluxfill.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.http.ApiGateway;
import io.fluxfill.http.HttpResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * What Lambda takes as an answer. One that is larger it replaces by an error of its own, and a paid task would be lost to
 * its caller.
 */
final class ResponseLimit {
    /** Lambda's, also told in its own message: 6 MB and a little. */
    private static final int LAMBDA = 6_291_556;

    /** What a load balancer takes, all of the answer's JSON. */
    private static final int LOAD_BALANCER = 1_000_000;

    /** Nothing that BFL tells of a task is as large, but for what callers have sent and BFL repeats. */
    private static final int LARGE = 10_000;

    private static final int LARGEST_SHORTENED = 100_000;

    /** Enough to pick a task up. */
    private static final List<String> HANDLE = List.of("id", "endpoint", "status", "polling_url");

    private static final String WARNING =
            "The answer was too large for AWS Lambda: the large parts of it are left out here.";

    private final ObjectWriter json;

    /**
     * @param json writes as Funqy does
     */
    ResponseLimit(ObjectMapper json) {
        this.json = json.writerFor(JsonNode.class);
    }

    /** A direct answer, without its large parts where it is too large. */
    JsonNode fitting(ObjectNode answer) {
        return fits(answer, LAMBDA) ? answer : shortened(answer);
    }

    /**
     * An HTTP answer in the form that the gateway of an event takes, without the large parts of its body where it is too
     * large.
     */
    JsonNode fitting(ObjectNode event, HttpResponse response) {
        int limit = ApiGateway.isLoadBalancers(event) ? LOAD_BALANCER : LAMBDA;
        // A body that is too large is not even made a text.
        if (fits(response.body(), limit)) {
            ObjectNode answer = ApiGateway.response(event, response);
            if (fits(answer, limit)) {
                return answer;
            }
        }
        return ApiGateway.response(event, response.withBody(shortened(response.body())));
    }

    /** Whether some JSON has at most so many bytes; what cannot be written at all has not. */
    private boolean fits(JsonNode any, int limit) {
        try {
            json.writeValue(new Counter(limit), any);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The same with a warning in the place of what is large. What is needed to pick a task up is not. */
    private ObjectNode shortened(JsonNode answer) {
        ObjectNode small = withoutLarge(answer);
        if (!fits(small, LARGEST_SHORTENED)) {
            small.retain(HANDLE);
        }
        return small.put("warning", WARNING);
    }

    private ObjectNode withoutLarge(JsonNode object) {
        ObjectNode small = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (fits(value, LARGE)) {
                small.set(field.getKey(), value);
            } else if (value.isObject()) {
                small.set(field.getKey(), withoutLarge(value));
            }
        });
        return small;
    }

    /** Counts up to a limit, and stops the writing there. */
    private static final class Counter extends OutputStream {
        private int left;

        Counter(int limit) {
            left = limit;
        }

        @Override
        public void write(int any) throws IOException {
            count(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            count(length);
        }

        private void count(int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new IOException("too large");
            }
        }
    }
}
