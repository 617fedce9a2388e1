package io.fluxfill.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.face.Face;
import io.fluxfill.hash.Digests;
import io.fluxfill.log.EventRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers the question that a REST API asks before it lets a request in: whose key is it? Clients of BFL's send their key as
 * {@code x-key}, where API Gateway does not look by itself. It is told the key here, and compares it with those of the usage
 * plan; whether it is one of them is not known, and not asked, here.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html">what
 *     API Gateway takes as an answer</a>
 */
public final class Authorizer implements Face {
    private static final String KEY = "x-key";

    /** The part of a method's ARN that names the stage, before {@code /GET/v1/get_result}. */
    private static final Pattern STAGE = Pattern.compile(
            "(arn:[a-z-]+:execute-api:[a-z0-9-]+:[0-9]+:[A-Za-z0-9]+/[A-Za-z0-9_-]+)/.*", Pattern.DOTALL);

    /** Enough to tell callers apart. */
    private static final int PRINCIPAL_BYTES = 16;

    @Override
    public String name() {
        return "authorizer";
    }

    @Override
    public boolean takes(ObjectNode event) {
        return event.path("type").asText().equals("REQUEST")
                && event.path("methodArn").isTextual();
    }

    /**
     * The answer. A request with a key is allowed the whole stage, since API Gateway keeps the answer for all that comes with
     * the same key. One without a key, or with two, is denied, which its caller sees as 403, as at BFL: an error with the
     * message {@code Unauthorized} would be a 401, but also a failure of the function, and ring its alarms.
     *
     * @param record takes note of what was answered, and not of the key
     * @return {@code {principalId, policyDocument, usageIdentifierKey}}
     * @throws FluxFillException {@code FluxFill.InvalidRequest} where the event names no method of an API's
     */
    @Override
    public ObjectNode answer(ObjectNode event, EventRecord record) {
        Matcher stage = STAGE.matcher(event.path("methodArn").textValue());
        if (!stage.matches()) {
            throw new FluxFillException(ErrorType.INVALID_REQUEST, "The methodArn is not that of an API's method.");
        }
        Optional<String> key = key(event);
        record.authorizes(key.isPresent());
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("principalId", key.map(Authorizer::principal).orElse("nobody"));
        JsonNode statement = JsonNodeFactory.instance
                .objectNode()
                .put("Action", "execute-api:Invoke")
                .put("Effect", key.isPresent() ? "Allow" : "Deny")
                .put("Resource", stage.group(1) + "/*");
        answer.putObject("policyDocument")
                .put("Version", "2012-10-17")
                .putArray("Statement")
                .add(statement);
        key.ifPresent(known -> answer.put("usageIdentifierKey", known));
        return answer;
    }

    /** The one key that a request came with, in whichever form the event has its headers. */
    private static Optional<String> key(ObjectNode event) {
        List<String> keys = Headers.of(event).all(KEY).stream()
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .distinct()
                .toList();
        return keys.size() == 1 ? Optional.of(keys.get(0)) : Optional.empty();
    }

    /** A name for the caller that tells nobody its key: API Gateway hands it on with every request, and may log it. */
    private static String principal(String key) {
        byte[] hash = Digests.sha256().digest(key.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(hash, PRINCIPAL_BYTES));
    }
}
