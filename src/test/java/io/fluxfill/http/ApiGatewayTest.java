package io.fluxfill.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiGatewayTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ApiGateway GATEWAY = new ApiGateway(Optional.empty());

    @Nested
    class KindsOfEvents {

        @Test
        void a_rest_api_event_is_told_by_its_method_and_context() {
            assertThat(ApiGateway.isRequest(json("{'httpMethod': 'POST', 'requestContext': {}}")))
                    .isTrue();
        }

        @Test
        void an_http_api_event_is_told_by_its_version_and_http_context() {
            assertThat(ApiGateway.isRequest(json("{'version': '2.0', 'requestContext': {'http': {}}}")))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{'image': 'AAAA'}",
                    "{'httpMethod': 'POST'}",
                    "{'httpMethod': 1, 'requestContext': {}}",
                    "{'httpMethod': 'POST', 'requestContext': 'x'}",
                    "{'requestContext': {}}",
                    "{'version': '2.0'}",
                    "{'version': '2.0', 'requestContext': {}}",
                    "{'version': '1.0', 'requestContext': {'http': {}}}"
                })
        void any_other_object_is_no_http_event(String event) {
            assertThat(ApiGateway.isRequest(json(event))).isFalse();
        }
    }

    @Nested
    class Version1 {

        @Test
        void method_and_body_are_read() {
            HttpRequest request = GATEWAY.request(
                    json("{'httpMethod': 'post', 'path': '/v1/get_result', 'body': 'text', 'requestContext': {}}"));

            assertThat(request.method()).isEqualTo("POST");
            assertThat(text(request)).isEqualTo("text");
        }

        @Test
        void nulls_are_no_values() {
            HttpRequest request = GATEWAY.request(json("{'httpMethod': 'GET', 'requestContext': {},"
                    + " 'headers': {'Host': null, 'Idempotency-Key': null}, 'queryStringParameters': {'id': null},"
                    + " 'multiValueQueryStringParameters': null}"));

            assertThat(request.headers().first("idempotency-key")).isEmpty();
            assertThat(request.query()).isEmpty();
        }

        @Test
        void multi_value_headers_win_over_single_ones() {
            HttpRequest request = GATEWAY.request(json("{'httpMethod': 'GET', 'headers': {'Prefer': 'wait=2'},"
                    + " 'multiValueHeaders': {'Prefer': ['wait=1', 'wait=2']}, 'requestContext': {}}"));

            assertThat(request.headers().all("prefer")).containsExactly("wait=1", "wait=2");
        }

        @Test
        void single_headers_are_read_where_there_are_no_others() {
            HttpRequest request = GATEWAY.request(
                    json("{'httpMethod': 'GET', 'headers': {'PREFER': 'wait=2'}, 'multiValueHeaders': null,"
                            + " 'requestContext': {}}"));

            assertThat(request.headers().first("prefer")).contains("wait=2");
        }

        @Test
        void query_parameters_of_api_gateway_come_decoded() {
            HttpRequest request = GATEWAY.request(json("{'httpMethod': 'GET', 'requestContext': {},"
                    + " 'queryStringParameters': {'id': 'a%2Fb', 'polling_url': 'u'},"
                    + " 'multiValueQueryStringParameters': {'id': ['a%2Fb', 'c']}}"));

            assertThat(request.query()).isEqualTo(Map.of("id", "a%2Fb", "polling_url", "u"));
        }

        @Test
        void query_parameters_of_a_load_balancer_come_encoded() {
            HttpRequest request = GATEWAY.request(json("{'httpMethod': 'GET', 'requestContext': {'elb': {}},"
                    + " 'queryStringParameters': {'polling%5Furl': 'https%3A%2F%2Fapi.bfl.ai', 'id': '%zz'}}"));

            assertThat(request.query()).isEqualTo(Map.of("polling_url", "https://api.bfl.ai", "id", "%zz"));
        }

        @Test
        void a_base64_body_is_decoded() {
            HttpRequest request = GATEWAY.request(
                    json("{'httpMethod': 'POST', 'body': 'w6Q=', 'isBase64Encoded': true, 'requestContext': {}}"));

            assertThat(text(request)).isEqualTo("ä");
            assertThat(request.body().size()).isEqualTo(3);
            assertThat(request.body()).hasToString("3 bytes");
        }

        @Test
        void the_body_is_not_kept_for_the_answer() {
            ObjectNode event = json("{'httpMethod': 'POST', 'body': 'text', 'requestContext': {}}");

            HttpRequest request = GATEWAY.request(event);

            assertThat(text(request)).isEqualTo("text");
            assertThat(event.has("body")).isFalse();
            assertThat(request.withoutBody().body().isEmpty()).isTrue();
            assertThat(request.withoutBody()).hasToString(request.toString());
        }

        @Test
        void a_missing_body_is_empty() {
            HttpRequest request = GATEWAY.request(json("{'httpMethod': 'POST', 'body': null, 'requestContext': {}}"));

            assertThat(request.body().isEmpty()).isTrue();
        }
    }

    @Nested
    class Version2 {

        @Test
        void method_query_and_headers_are_read() {
            HttpRequest request = GATEWAY.request(json("{'version': '2.0', 'rawPath': '/prod/v1/get_result',"
                    + " 'rawQueryString': '&=x&id=a%2Fb&id=c&polling_url=%zz&flag&other=1',"
                    + " 'headers': {'host': 'api.example', 'prefer': 'wait=3', 'empty': null},"
                    + " 'requestContext': {'stage': 'prod', 'http': {'method': 'get'}}}"));

            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.query()).isEqualTo(Map.of("id", "a/b", "polling_url", "%zz"));
            assertThat(request.headers().first("Prefer")).contains("wait=3");
            assertThat(request.headers().first("empty")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"&", "a=1&", "id&", "="})
        void a_query_may_have_any_number_of_parameters_that_are_not_used(String piece) {
            HttpRequest request = GATEWAY.request(json("{'version': '2.0', 'rawQueryString': '" + piece.repeat(100_000)
                    + "&id=abc', 'requestContext': {'http': {'method': 'GET'}}}"));

            assertThat(request.query()).isEqualTo(Map.of("id", "abc"));
        }
    }

    @Nested
    class Answers {
        private final HttpResponse response =
                HttpResponse.of(202, json("{'id': 'x'}")).with("retry-after", "1");

        @Test
        void an_answer_has_status_headers_and_the_body_as_text() {
            assertThat(ApiGateway.response(json("{'headers': {}}"), response))
                    .isEqualTo(json("{'statusCode': 202, 'headers': {'content-type': 'application/json',"
                            + " 'retry-after': '1'}, 'body': '{\\'id\\':\\'x\\'}', 'isBase64Encoded': false}"));
        }

        @Test
        void a_load_balancer_with_multi_value_headers_gets_such() {
            assertThat(ApiGateway.response(json("{'multiValueHeaders': {}}"), response)
                            .path("multiValueHeaders"))
                    .isEqualTo(json("{'content-type': ['application/json'], 'retry-after': ['1']}"));
        }
    }

    @Test
    void an_event_tells_when_the_gateway_got_the_request() {
        Instant received = Instant.parse("2026-11-20T12:00:00.500Z");

        assertThat(ApiGateway.receivedAt(
                        json("{'httpMethod': 'GET', 'requestContext': {'requestTimeEpoch': 1795176000500}}")))
                .contains(received);
        assertThat(ApiGateway.receivedAt(
                        json("{'version': '2.0', 'requestContext': {'http': {}, 'timeEpoch': 1795176000500}}")))
                .contains(received);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{'requestTimeEpoch': null}", "{'requestTimeEpoch': 'now'}", "{'requestTimeEpoch': 1.5}"})
    void an_event_may_not_tell_it(String context) {
        assertThat(ApiGateway.receivedAt(json("{'httpMethod': 'GET', 'requestContext': " + context + "}")))
                .isEmpty();
    }

    @Test
    void a_request_tells_no_more_than_method_and_path() {
        HttpRequest request = GATEWAY.request(json("{'httpMethod': 'POST', 'path': '/v1/x', 'body': 'PLANTED',"
                + " 'queryStringParameters': {'sig': 'PLANTED'}, 'requestContext': {}}"));

        assertThat(request).hasToString("POST /v1/x");
    }

    private static String text(HttpRequest request) {
        return request.body().bytes().string();
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
