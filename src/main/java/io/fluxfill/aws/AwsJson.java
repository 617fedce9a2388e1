package io.fluxfill.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Calls to a service that speaks AWS' JSON protocol.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html">that protocol</a>
 */
public final class AwsJson {
    private final AwsClient client;
    private final String target;
    private final String contentType;
    private final ObjectMapper json;

    /**
     * @param target what stands before the names of its operations, such as {@code DynamoDB_20120810}
     * @param version of the protocol: {@code 1.0} or {@code 1.1}
     */
    public AwsJson(AwsClient client, String target, String version, ObjectMapper json) {
        this.client = client;
        this.target = target;
        this.contentType = "application/x-amz-json-" + version;
        this.json = json;
    }

    /**
     * Makes a call until it is answered.
     *
     * @param limit how long all tries together may take
     * @param again says of a refusal whether to repeat the call, beside those that may pass
     */
    public ObjectNode call(String operation, ObjectNode request, Duration limit, Predicate<AwsRefusalException> again)
            throws AwsException {
        byte[] body = request.toString().getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest post = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(client.endpoint())
                .putHeader("Content-Type", contentType)
                .putHeader("Content-Length", Integer.toString(body.length))
                .putHeader("X-Amz-Target", target + "." + operation)
                .build();
        return client.call(
                post,
                Optional.of(ContentStreamProvider.fromByteArray(body)),
                limit,
                (head, answer) -> object(answer.readAllBytes()),
                again);
    }

    private ObjectNode object(byte[] answer) throws IOException {
        if (answer.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        JsonNode read = json.readTree(answer);
        if (read instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("no JSON object");
    }
}
