package io.fluxfill.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.testing.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A function that answers what it is told to, and remembers its events. */
final class ScriptedLambda implements Lambda {
    private final List<JsonNode> events = new ArrayList<>();
    private Answer toRequests = result(Json.text("{'statusCode':200,'body':'{}'}"));
    private Answer toAuthorizer = result(policy("arn:aws:execute-api:*", "the key"));

    static Answer result(String json) {
        return new Answer.Result(json.getBytes(StandardCharsets.UTF_8));
    }

    /** An authorizer's answer that allows what the pattern fits, with a key for the usage plan. */
    static String policy(String resource, String key) {
        return """
            {"principalId":"caller","usageIdentifierKey":"%s","policyDocument":{"Version":"2012-10-17",
            "Statement":[{"Effect":"Allow","Action":"execute-api:Invoke","Resource":"%s"}]}}\
            """.formatted(key, resource);
    }

    void answersRequests(Answer answer) {
        toRequests = answer;
    }

    void answersAuthorizer(Answer answer) {
        toAuthorizer = answer;
    }

    /** The events of requests. */
    List<JsonNode> requests() {
        return events.stream().filter(event -> !event.has("methodArn")).toList();
    }

    /** The events of the authorizer. */
    List<JsonNode> questions() {
        return events.stream().filter(event -> event.has("methodArn")).toList();
    }

    @Override
    public Answer invoke(byte[] event, Duration limit) {
        events.add(Json.read(event));
        return events.get(events.size() - 1).has("methodArn") ? toAuthorizer : toRequests;
    }
}
