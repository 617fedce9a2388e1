package io.fluxfill.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.log.EventLog;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5";

    @Test
    void a_key_is_handed_to_api_gateway_with_a_policy_for_the_whole_stage() {
        JsonNode answer = answer("{'x-key': 'a-key-of-this-api'}", "null");

        assertThat(answer)
                .isEqualTo(json("{'principalId': '" + answer.get("principalId").textValue() + "',"
                        + " 'policyDocument': {'Version': '2012-10-17', 'Statement': [{'Action': 'execute-api:Invoke',"
                        + " 'Effect': 'Allow', 'Resource': '" + API + "/prod/*'}]},"
                        + " 'usageIdentifierKey': 'a-key-of-this-api'}"));
    }

    @Test
    void the_principal_tells_callers_apart_and_nothing_of_their_keys() {
        String one = answer("{'x-key': 'one'}", "null").get("principalId").textValue();
        String other = answer("{'x-key': 'other'}", "null").get("principalId").textValue();

        assertThat(one)
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(other)
                .isEqualTo(answer("{'x-key': 'one'}", "null").get("principalId").textValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'X-Key': 'k'} | null",
                "{'x-KEY': ' k '} | {}",
                "null | {'X-KEY': ['k']}",
                "{'x-key': 'k'} | {'x-key': ['k']}",
                "{'x-key': 'k'} | {'accept': ['x']}",
                "{} | {'x-key': ['k', 'k', '', null]}"
            })
    void the_key_is_found_in_either_form_and_in_any_case(String headers, String multiValueHeaders) {
        assertThat(answer(headers, multiValueHeaders).get("usageIdentifierKey").textValue())
                .isEqualTo("k");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | {}",
                "null | null",
                "{'x-key': ''} | {}",
                "{'x-key': null} | null",
                "{'x-key': 7} | null",
                "{'x-api-key': 'k'} | {'authorization': ['k']}",
                "{'x-key': 'k', 'X-Key': 'l'} | {}",
                "{'x-key': 'l'} | {'x-key': ['k', 'l']}"
            })
    void without_a_key_or_with_two_the_request_is_denied(String headers, String multiValueHeaders) {
        assertThat(answer(headers, multiValueHeaders))
                .isEqualTo(json("{'principalId': 'nobody', 'policyDocument': {'Version': '2012-10-17', 'Statement':"
                        + " [{'Action': 'execute-api:Invoke', 'Effect': 'Deny', 'Resource': '" + API
                        + "/prod/*'}]}}"));
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/flux-fill/POST/v1/flux-pro-1.0-fill,"
                + " arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/flux-fill/*",
        "arn:aws-cn:execute-api:cn-north-1:123456789012:a1b2c3d4e5/test-invoke-stage/GET/,"
                + " arn:aws-cn:execute-api:cn-north-1:123456789012:a1b2c3d4e5/test-invoke-stage/*"
    })
    void the_policy_is_for_the_stage_of_the_method(String methodArn, String resource) {
        JsonNode answer = answer(event("{'x-key': 'k'}", "null").put("methodArn", methodArn));

        assertThat(answer.at("/policyDocument/Statement/0/Resource").textValue())
                .isEqualTo(resource);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "arn:aws:execute-api:eu-central-1:123456789012:*/*/*",
                "arn:aws:s3:::bucket/stage/key",
                "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/prod"
            })
    void what_is_no_method_of_an_api_gets_no_policy(String methodArn) {
        ObjectNode event = event("{'x-key': 'k'}", "null").put("methodArn", methodArn);

        assertThat(catchThrowableOfType(FluxFillException.class, () -> answer(event))
                        .type())
                .isEqualTo(ErrorType.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'type': 'REQUEST'}",
                "{'type': 'REQUEST', 'methodArn': 1}",
                "{'type': 'TOKEN', 'methodArn': 'arn', 'authorizationToken': 'k'}",
                "{'methodArn': 'arn'}"
            })
    void any_other_event_is_no_question_for_an_authorizer(String event) {
        assertThat(new Authorizer().takes(json(event))).isFalse();
    }

    private static JsonNode answer(String headers, String multiValueHeaders) {
        return answer(event(headers, multiValueHeaders));
    }

    private static JsonNode answer(ObjectNode event) {
        assertThat(new Authorizer().takes(event)).isTrue();
        return new Authorizer().answer(event, EventLog.silent(Clock.systemUTC()).begin());
    }

    private static ObjectNode event(String headers, String multiValueHeaders) {
        return json("{'type': 'REQUEST', 'methodArn': '" + API + "/prod/GET/v1/get_result', 'httpMethod': 'GET',"
                + " 'requestContext': {}, 'headers': " + headers + ", 'multiValueHeaders': " + multiValueHeaders + "}");
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
