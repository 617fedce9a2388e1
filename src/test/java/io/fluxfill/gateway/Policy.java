package io.fluxfill.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What an authorizer answers: whether a caller may call which methods, and by which key the usage plan counts.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html">the
 *     output of an authorizer</a>
 */
final class Policy {
    private static final String INVOKE = "execute-api:Invoke";

    private final JsonNode answer;

    private Policy(JsonNode answer) {
        this.answer = answer;
    }

    /** Reads one; empty where it is none. */
    static Optional<Policy> read(JsonNode answer) {
        boolean whole = answer.path("principalId").isTextual()
                && answer.path("policyDocument").path("Statement").isArray();
        return whole ? Optional.of(new Policy(answer)) : Optional.empty();
    }

    /** Who the caller is. */
    String principal() {
        return answer.get("principalId").asText();
    }

    /** The key that counts in the usage plan. */
    Optional<String> usageIdentifierKey() {
        return Optional.of(answer.path("usageIdentifierKey").asText()).filter(key -> !key.isEmpty());
    }

    /** Whether a method may be called: something allows it, and nothing denies it. */
    boolean allows(String methodArn) {
        return says("Allow", methodArn) && !says("Deny", methodArn);
    }

    private boolean says(String effect, String methodArn) {
        return all(answer.path("policyDocument").path("Statement"))
                .filter(statement -> statement.path("Effect").asText().equals(effect))
                .anyMatch(statement -> all(statement.path("Action")).anyMatch(action -> fits(action, INVOKE))
                        && all(statement.path("Resource")).anyMatch(resource -> fits(resource, methodArn)));
    }

    private static Stream<JsonNode> all(JsonNode oneOrMany) {
        return oneOrMany.isArray() ? StreamSupport.stream(oneOrMany.spliterator(), false) : Stream.of(oneOrMany);
    }

    /** In a pattern, {@code *} is any text, slashes and colons too, and {@code ?} any character. */
    static boolean fits(JsonNode pattern, String name) {
        return fits(pattern.asText(), name);
    }

    static boolean fits(String pattern, String name) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return name.matches(regex);
    }
}
