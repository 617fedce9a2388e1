package io.fluxfill.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiGatewayTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Nested
    class KindsOfEvents {

        @Test
        void a_rest_api_event_is_told_by_its_method_and_context() {
            assertThat(ApiGateway.isVersion1(json("{'httpMethod': 'POST', 'requestContext': {}}")))
                    .isTrue();
        }

        @Test
        void an_http_api_event_is_told_by_its_version_and_http_context() {
            assertThat(ApiGateway.isVersion2(json("{'version': '2.0', 'requestContext': {'http': {}}}")))
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
            assertThat(ApiGateway.isVersion1(json(event))).isFalse();
            assertThat(ApiGateway.isVersion2(json(event))).isFalse();
        }
    }

    @Nested
    class Version1 {

        @Test
        void method_path_and_body_are_read() {
            HttpRequest request = ApiGateway.request(json("{'httpMethod': 'post', 'path': '/v1/get_result',"
                    + " 'body': 'text', 'requestContext': {'path': '/prod/v1/get_result', 'stage': 'prod'}}"));

            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/v1/get_result");
            assertThat(request.body()).isEqualTo("text");
        }

        @Test
        void the_base_url_has_the_stage() {
            HttpRequest request = ApiGateway.request(json("{'httpMethod': 'GET', 'path': '/v1/get_result',"
                    + " 'headers': {'Host': 'abc.execute-api.eu-west-1.amazonaws.com'},"
                    + " 'requestContext': {'path': '/prod/v1/get_result', 'stage': 'prod'}}"));

            assertThat(request.baseUrl()).isEqualTo("https://abc.execute-api.eu-west-1.amazonaws.com/prod");
        }

        @Test
        void the_base_path_of_a_custom_domain_is_taken_off_the_path_and_kept_in_the_base_url() {
            HttpRequest request = ApiGateway.request(json("{'httpMethod': 'GET', 'path': '/pictures/v1/get_result',"
                    + " 'resource': '/v1/get_result', 'headers': {'Host': 'api.example'},"
                    + " 'requestContext': {'path': '/pictures/v1/get_result'}}"));

            assertThat(request.path()).isEqualTo("/v1/get_result");
            assertThat(request.baseUrl()).isEqualTo("https://api.example/pictures");
        }

        @Test
        void the_base_path_is_found_behind_a_greedy_proxy_resource_too() {
            HttpRequest request = ApiGateway.request(json("{'httpMethod': 'GET', 'path': '/pictures/v1/get_result',"
                    + " 'resource': '/{proxy+}', 'pathParameters': {'proxy': 'v1/get_result'}, 'requestContext': {}}"));

            assertThat(request.path()).isEqualTo("/v1/get_result");
        }

        @Test
        void a_path_that_no_route_explains_is_kept_whole() {
            HttpRequest request = ApiGateway.request(
                    json("{'httpMethod': 'GET', 'path': '/other/v1/get_result', 'requestContext': {'elb': {}}}"));

            assertThat(request.path()).isEqualTo("/other/v1/get_result");
        }

        @Test
        void multi_value_headers_win_over_single_ones() {
            HttpRequest request = ApiGateway.request(json("{'httpMethod': 'GET', 'headers': {'Prefer': 'wait=2'},"
                    + " 'multiValueHeaders': {'Prefer': ['wait=1', 'wait=2']}, 'requestContext': {}}"));

            assertThat(request.headers().all("prefer")).containsExactly("wait=1", "wait=2");
        }

        @Test
        void single_headers_are_read_where_there_are_no_others() {
            HttpRequest request = ApiGateway.request(
                    json("{'httpMethod': 'GET', 'headers': {'PREFER': 'wait=2'}, 'multiValueHeaders': null,"
                            + " 'requestContext': {}}"));

            assertThat(request.headers().first("prefer")).contains("wait=2");
        }

        @Test
        void query_parameters_of_api_gateway_come_decoded() {
            HttpRequest request = ApiGateway.request(json("{'httpMethod': 'GET', 'requestContext': {},"
                    + " 'queryStringParameters': {'id': 'a%2Fb', 'x': '1'},"
                    + " 'multiValueQueryStringParameters': {'id': ['a%2Fb', 'c']}}"));

            assertThat(request.query()).isEqualTo(Map.of("id", "a%2Fb", "x", "1"));
        }

        @Test
        void query_parameters_of_a_load_balancer_come_encoded() {
            HttpRequest request = ApiGateway.request(json("{'httpMethod': 'GET', 'requestContext': {'elb': {}},"
                    + " 'queryStringParameters': {'polling_url': 'https%3A%2F%2Fapi.bfl.ai', 'bad': '%zz'}}"));

            assertThat(request.query()).isEqualTo(Map.of("polling_url", "https://api.bfl.ai", "bad", "%zz"));
        }

        @Test
        void a_base64_body_is_decoded() {
            HttpRequest request = ApiGateway.request(
                    json("{'httpMethod': 'POST', 'body': 'w6Q=', 'isBase64Encoded': true, 'requestContext': {}}"));

            assertThat(request.body()).isEqualTo("ä");
        }

        @ParameterizedTest
        @CsvSource({"'not base64!'", "'/w=='"})
        void a_body_that_is_no_text_is_told_apart_from_an_empty_one(String body) {
            ObjectNode event = json("{'httpMethod': 'POST', 'isBase64Encoded': true, 'requestContext': {}}");
            event.put("body", body);

            assertThat(ApiGateway.request(event).body()).isNull();
        }

        @Test
        void a_missing_body_is_empty() {
            HttpRequest request =
                    ApiGateway.request(json("{'httpMethod': 'POST', 'body': null, 'requestContext': {}}"));

            assertThat(request.body()).isEmpty();
        }
    }

    @Nested
    class Version2 {

        @Test
        void method_path_query_headers_and_base_url_are_read() {
            HttpRequest request = ApiGateway.request(json("{'version': '2.0', 'rawPath': '/v1/get_result',"
                    + " 'routeKey': '$default', 'rawQueryString': 'id=a%2Fb&id=c&polling_url=https%3A%2F%2Fx&flag',"
                    + " 'headers': {'host': 'api.example', 'prefer': 'wait=3'},"
                    + " 'requestContext': {'stage': '$default', 'http': {'method': 'get'}}}"));

            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.path()).isEqualTo("/v1/get_result");
            assertThat(request.query()).isEqualTo(Map.of("id", "a/b", "polling_url", "https://x"));
            assertThat(request.headers().first("Prefer")).contains("wait=3");
            assertThat(request.baseUrl()).isEqualTo("https://api.example");
        }

        @Test
        void the_stage_is_taken_off_the_path_and_kept_in_the_base_url() {
            HttpRequest request = ApiGateway.request(json("{'version': '2.0', 'rawPath': '/prod/v1/get_result',"
                    + " 'headers': {'host': 'api.example'},"
                    + " 'requestContext': {'stage': 'prod', 'http': {'method': 'GET'}}}"));

            assertThat(request.path()).isEqualTo("/v1/get_result");
            assertThat(request.baseUrl()).isEqualTo("https://api.example/prod");
        }

        @Test
        void the_base_path_of_a_custom_domain_is_told_by_the_route() {
            HttpRequest request = ApiGateway.request(json("{'version': '2.0', 'rawPath': '/pictures/v1/get_result',"
                    + " 'routeKey': 'GET /v1/get_result', 'headers': {'host': 'api.example'},"
                    + " 'requestContext': {'stage': '$default', 'http': {'method': 'GET'}}}"));

            assertThat(request.path()).isEqualTo("/v1/get_result");
            assertThat(request.baseUrl()).isEqualTo("https://api.example/pictures");
        }

        @Test
        void the_scheme_that_the_caller_used_is_kept() {
            HttpRequest request = ApiGateway.request(json("{'version': '2.0', 'rawPath': '/',"
                    + " 'headers': {'x-forwarded-proto': 'http'},"
                    + " 'requestContext': {'domainName': 'localhost:3000', 'http': {'method': 'GET'}}}"));

            assertThat(request.baseUrl()).isEqualTo("http://localhost:3000");
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
    void a_request_tells_no_more_than_method_and_path() {
        HttpRequest request = ApiGateway.request(json("{'httpMethod': 'POST', 'path': '/v1/x', 'body': 'PLANTED',"
                + " 'queryStringParameters': {'sig': 'PLANTED'}, 'requestContext': {}}"));

        assertThat(request).hasToString("POST /v1/x");
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
