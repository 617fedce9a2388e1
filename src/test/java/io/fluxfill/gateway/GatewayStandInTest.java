package io.fluxfill.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.testing.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayStandInTest {
    @TempDir
    private Path folder;

    private ApiFixture api;

    @BeforeEach
    void start() {
        api = new ApiFixture(folder);
    }

    @Nested
    class Addresses {
        @Test
        void an_execute_api_address_has_the_stage_in_its_path() {
            GatewayAnswer answer =
                    api.send("GET", "/flux-fill/v1/get_result", "", Address.EXECUTE_API, "x-key", ApiFixture.KEY);

            assertThat(answer.status()).isEqualTo(200);
            JsonNode event = api.lambda.requests().get(0);
            assertThat(event.get("path").asText()).isEqualTo("/v1/get_result");
            assertThat(event.at("/requestContext/path").asText()).isEqualTo("/flux-fill/v1/get_result");
        }

        @Test
        void an_execute_api_address_without_the_stage_leads_nowhere() {
            GatewayAnswer answer = api.send("GET", "/v1/get_result", "", Address.EXECUTE_API, "x-key", ApiFixture.KEY);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).isEqualTo(Json.text("{'message':'Forbidden'}"));
        }

        @Test
        void a_custom_domain_has_no_stage_in_its_path() {
            assertThat(api.send("GET", "/v1/get_result").status()).isEqualTo(200);

            JsonNode event = api.lambda.requests().get(0);
            assertThat(event.get("path").asText()).isEqualTo("/v1/get_result");
            assertThat(event.at("/requestContext/path").asText()).isEqualTo("/v1/get_result");
            assertThat(event.at("/requestContext/stage").asText()).isEqualTo("flux-fill");
            assertThat(event.at("/requestContext/domainName").asText()).isEqualTo("api.example.org");
        }
    }

    @Nested
    class Paths {
        @Test
        void a_path_that_is_not_declared_is_answered_without_the_function() {
            GatewayAnswer answer = api.send("POST", "/anything/v1/fill");

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).isEqualTo(Json.text("{'message':'Missing Authentication Token'}"));
            assertThat(answer.header("x-amzn-ErrorType")).isEqualTo("MissingAuthenticationTokenException");
            assertThat(api.lambda.questions()).isEmpty();
        }

        @Test
        void a_method_that_is_not_declared_is_answered_as_a_path_that_is_not() {
            assertThat(api.send("GET", "/v1/fill").text()).contains("Missing Authentication Token");
        }

        @Test
        void the_any_method_takes_methods_that_have_none_of_their_own() {
            assertThat(api.send("DELETE", "/v1/get_result").status()).isEqualTo(200);
        }

        @Test
        void a_slash_at_the_end_does_not_count() {
            assertThat(api.send("POST", "/v1/fill/").status()).isEqualTo(200);
            assertThat(api.lambda.requests().get(0).get("resource").asText()).isEqualTo("/v1/fill");
            assertThat(api.lambda.requests().get(0).get("path").asText()).isEqualTo("/v1/fill/");
        }

        @Test
        void variables_of_a_path_are_told() {
            api.send("POST", "/v1/webhooks/abc%20d");

            JsonNode event = api.lambda.requests().get(0);
            assertThat(event.at("/pathParameters/token").asText()).isEqualTo("abc d");
            assertThat(event.get("resource").asText()).isEqualTo("/v1/webhooks/{token}");
        }

        @Test
        void a_greedy_variable_takes_what_nothing_else_takes() {
            api.openapi("/v1/webhooks/{token}", "/{proxy+}");

            api.send("POST", "/v1/fill");
            api.send("POST", "/any/path");

            assertThat(api.lambda.requests())
                    .extracting(event -> event.get("resource").asText())
                    .containsExactly("/v1/fill", "/{proxy+}");
            assertThat(api.lambda.requests().get(1).at("/pathParameters/proxy").asText())
                    .isEqualTo("any/path");
        }
    }

    @Nested
    class Authorizer {
        @Test
        void a_request_without_the_identity_is_refused_unasked() {
            GatewayAnswer answer = api.sendWith("POST", "/v1/fill");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text()).isEqualTo(Json.text("{'message':'Unauthorized'}"));
            assertThat(api.lambda.questions()).isEmpty();
        }

        @Test
        void the_authorizer_is_asked_with_the_request_and_the_arn_of_the_method() {
            api.send("GET", "/v1/get_result?id=7");

            JsonNode question = api.lambda.questions().get(0);
            assertThat(question.get("type").asText()).isEqualTo("REQUEST");
            assertThat(question.get("methodArn").asText())
                    .isEqualTo("arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/flux-fill/GET/v1/get_result");
            assertThat(question.at("/headers/x-key").asText()).isEqualTo(ApiFixture.KEY);
            assertThat(question.at("/queryStringParameters/id").asText()).isEqualTo("7");
        }

        @Test
        void the_authorizers_answer_counts_for_a_while_for_the_same_identity() {
            api.send("GET", "/v1/get_result");
            api.later(Duration.ofSeconds(59));
            api.send("GET", "/v1/get_result");
            assertThat(api.lambda.questions()).hasSize(1);

            api.later(Duration.ofSeconds(1));
            api.send("GET", "/v1/get_result");
            assertThat(api.lambda.questions()).hasSize(2);
        }

        @Test
        void the_authorizer_is_asked_anew_for_another_identity() {
            api.send("GET", "/v1/get_result");
            api.sendWith("GET", "/v1/get_result", "X-Key", "another");

            assertThat(api.lambda.questions()).hasSize(2);
        }

        @Test
        void an_answer_for_the_first_method_alone_denies_the_next_one() {
            api.lambda.answersAuthorizer(
                    ScriptedLambda.result(ScriptedLambda.policy("arn:aws:execute-api:*/POST/v1/fill", ApiFixture.KEY)));
            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(200);

            GatewayAnswer next = api.send("GET", "/v1/get_result");

            assertThat(next.status()).isEqualTo(403);
            assertThat(next.text()).contains("User is not authorized to access this resource");
        }

        @Test
        void a_denial_weighs_more_than_a_permission() {
            api.lambda.answersAuthorizer(ScriptedLambda.result("""
                {"principalId":"x","policyDocument":{"Statement":[
                {"Effect":"Allow","Action":"execute-api:*","Resource":"*"},
                {"Effect":"Deny","Action":["execute-api:Invoke"],"Resource":["arn:*/POST/*"]}]}}\
                """));

            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(403);
        }

        @Test
        void an_error_of_the_authorizer_named_unauthorized_is_401() {
            api.lambda.answersAuthorizer(new Lambda.Answer.Failure(
                    Json.text("{'errorMessage':'Unauthorized'}").getBytes(StandardCharsets.UTF_8)));

            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(401);
        }

        @Test
        void any_other_error_of_the_authorizer_is_500() {
            api.lambda.answersAuthorizer(new Lambda.Answer.Failure(
                    Json.text("{'errorMessage':'broken'}").getBytes(StandardCharsets.UTF_8)));

            GatewayAnswer answer = api.send("POST", "/v1/fill");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.header("x-amzn-ErrorType")).isEqualTo("AuthorizerConfigurationException");
        }

        @Test
        void an_answer_of_the_authorizer_that_is_no_policy_is_500() {
            api.lambda.answersAuthorizer(ScriptedLambda.result(Json.text("{'statusCode':200}")));

            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(500);
        }

        @Test
        void the_authorizer_is_not_asked_where_the_function_does_not_allow_it() {
            api.template("${Api}/authorizers/*", "${Api}/other/*");

            GatewayAnswer answer = api.send("POST", "/v1/fill");

            assertThat(answer.header("x-amzn-ErrorType")).isEqualTo("AuthorizerConfigurationException");
            assertThat(api.lambda.questions()).isEmpty();
        }
    }

    @Nested
    class Keys {
        @Test
        void the_key_is_the_one_that_the_authorizer_names() {
            assertThat(api.sendWith("POST", "/v1/fill", "x-key", "whatever").status())
                    .isEqualTo(200);

            JsonNode identity = api.lambda.requests().get(0).at("/requestContext/identity");
            assertThat(identity.get("apiKey").asText()).isEqualTo(ApiFixture.KEY);
            assertThat(identity.get("apiKeyId").asText()).isEqualTo("Key");
        }

        @Test
        void a_key_that_nobody_knows_is_refused() {
            api.lambda.answersAuthorizer(ScriptedLambda.result(ScriptedLambda.policy("*", "unknown")));

            GatewayAnswer answer = api.sendWith("POST", "/v1/fill", "x-key", "a", "x-api-key", ApiFixture.KEY);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).isEqualTo(Json.text("{'message':'Forbidden'}"));
            assertThat(api.lambda.requests()).isEmpty();
        }

        @Test
        void a_key_of_no_plan_is_refused() {
            api.lambda.answersAuthorizer(ScriptedLambda.result(ScriptedLambda.policy("*", "of no plan")));

            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(403);
        }

        @Test
        void a_key_that_is_switched_off_is_refused() {
            api.template("{Enabled: true}", "{Enabled: false}");

            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(403);
        }

        @Test
        void with_the_key_source_header_the_key_is_in_the_header() {
            api.openapi("key-source: AUTHORIZER", "key-source: HEADER");

            assertThat(api.sendWith("POST", "/v1/fill", "x-key", "a").status()).isEqualTo(403);
            assertThat(api.sendWith("POST", "/v1/fill", "x-key", "a", "X-API-Key", ApiFixture.KEY)
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void a_method_that_needs_no_key_is_called_without_one() {
            assertThat(api.sendWith("POST", "/v1/webhooks/token").status()).isEqualTo(200);
        }
    }

    @Nested
    class Limits {
        @Test
        void no_more_than_the_burst_go_through_at_once() {
            assertThat(IntStream.range(0, 5)
                            .mapToObj(i -> api.send("POST", "/v1/fill").status()))
                    .containsExactly(200, 200, 200, 429, 429);
        }

        @Test
        void the_rate_lets_more_through_with_time() {
            IntStream.range(0, 3).forEach(i -> api.send("POST", "/v1/fill"));

            api.later(Duration.ofMillis(499));
            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(429);
            api.later(Duration.ofMillis(1));
            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(200);
            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(429);
        }

        @Test
        void a_method_has_its_own_setting_or_that_of_all() {
            IntStream.range(0, 4).forEach(i -> api.send("POST", "/v1/fill"));

            assertThat(api.send("GET", "/v1/get_result").status()).isEqualTo(200);
        }

        @Test
        void the_plan_limits_all_methods_of_a_key_together() {
            api.template("RateLimit: 100, BurstLimit: 200", "RateLimit: 1, BurstLimit: 2");

            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(200);
            assertThat(api.send("GET", "/v1/get_result").status()).isEqualTo(200);
            GatewayAnswer third = api.send("GET", "/v1/get_result");
            assertThat(third.status()).isEqualTo(429);
            assertThat(third.text()).isEqualTo(Json.text("{'message':'Too Many Requests'}"));
        }

        @Test
        void the_plan_may_have_a_limit_for_a_method_alone() {
            api.template(
                    "Stage: !Ref Api.Stage}",
                    "Stage: !Ref Api.Stage, Throttle: {/v1/fill/POST: {RateLimit: 1, BurstLimit: 1}}}");

            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(200);
            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(429);
            assertThat(api.send("GET", "/v1/get_result").status()).isEqualTo(200);
        }

        @Test
        void the_quota_is_for_a_day() {
            api.template("Limit: 1000", "Limit: 1");

            assertThat(api.send("GET", "/v1/get_result").status()).isEqualTo(200);
            GatewayAnswer over = api.send("GET", "/v1/get_result");
            assertThat(over.status()).isEqualTo(429);
            assertThat(over.text()).isEqualTo(Json.text("{'message':'Limit Exceeded'}"));
            api.later(Duration.ofDays(1));
            assertThat(api.send("GET", "/v1/get_result").status()).isEqualTo(200);
        }

        @Test
        void a_body_of_more_than_10_mb_is_refused() {
            String body = "x".repeat(GatewayStandIn.MAX_BODY_BYTES + 1);

            GatewayAnswer answer = api.send("POST", "/v1/fill", body, Address.CUSTOM_DOMAIN, "x-key", ApiFixture.KEY);

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.text()).isEqualTo(Json.text("{'message':'Request Too Long'}"));
        }
    }

    @Nested
    class Events {
        @Test
        void headers_keep_the_spelling_of_the_client() {
            api.sendWith("POST", "/v1/fill", "X-Key", ApiFixture.KEY, "PREFER", "wait=1", "Accept", "a", "Accept", "b");

            JsonNode event = api.lambda.requests().get(0);
            assertThat(event.at("/headers/X-Key").asText()).isEqualTo(ApiFixture.KEY);
            assertThat(event.at("/headers/PREFER").asText()).isEqualTo("wait=1");
            assertThat(event.at("/headers/Accept").asText()).isEqualTo("b");
            assertThat(event.at("/multiValueHeaders/Accept").toString()).isEqualTo(Json.text("['a','b']"));
            assertThat(event.at("/headers/X-Forwarded-Proto").asText()).isEqualTo("https");
        }

        @Test
        void headers_of_the_connection_are_not_told() {
            api.sendWith("POST", "/v1/fill", "x-key", ApiFixture.KEY, "Connection", "close", "Content-Length", "0");

            assertThat(api.lambda.requests().get(0).get("headers").has("Connection"))
                    .isFalse();
            assertThat(api.lambda.requests().get(0).get("headers").has("Content-Length"))
                    .isFalse();
        }

        @Test
        void the_query_is_decoded() {
            api.send("GET", "/v1/get_result?id=a%26b&id=c");

            JsonNode event = api.lambda.requests().get(0);
            assertThat(event.at("/queryStringParameters/id").asText()).isEqualTo("c");
            assertThat(event.at("/multiValueQueryStringParameters/id").toString())
                    .isEqualTo(Json.text("['a&b','c']"));
        }

        @Test
        void a_body_is_told_as_text() {
            api.send("POST", "/v1/fill", Json.text("{'a':'é'}"), Address.CUSTOM_DOMAIN, "x-key", ApiFixture.KEY);

            JsonNode event = api.lambda.requests().get(0);
            assertThat(event.get("body").asText()).isEqualTo(Json.text("{'a':'é'}"));
            assertThat(event.get("isBase64Encoded").asBoolean()).isFalse();
        }

        @Test
        void parts_that_a_request_does_not_have_are_null_in_the_event() {
            api.send("GET", "/v1/get_result");

            JsonNode event = api.lambda.requests().get(0);
            assertThat(event.get("body").isNull()).isTrue();
            assertThat(event.get("queryStringParameters").isNull()).isTrue();
            assertThat(event.get("pathParameters").isNull()).isTrue();
        }

        @Test
        void the_context_tells_when_and_whence() {
            api.send("GET", "/v1/get_result");

            JsonNode context = api.lambda.requests().get(0).get("requestContext");
            assertThat(context.get("requestTimeEpoch").asLong()).isEqualTo(1_795_176_000_000L);
            assertThat(context.get("requestTime").asText()).isEqualTo("20/Nov/2026:12:00:00 +0000");
            assertThat(context.get("apiId").asText()).isEqualTo("a1b2c3d4e5");
            assertThat(context.at("/identity/sourceIp").asText()).isEqualTo("203.0.113.7");
            assertThat(context.at("/authorizer/principalId").asText()).isEqualTo("caller");
        }
    }

    @Nested
    class Answers {
        @Test
        void the_functions_answer_is_passed_on() {
            api.lambda.answersRequests(ScriptedLambda.result("""
                {"statusCode":422,"headers":{"retry-after":"1"},"body":"{\\"detail\\":[]}"}\
                """));

            GatewayAnswer answer = api.send("POST", "/v1/fill");

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(answer.text()).isEqualTo(Json.text("{'detail':[]}"));
        }

        @Test
        void a_body_in_base64_is_decoded() {
            api.lambda.answersRequests(
                    ScriptedLambda.result(Json.text("{'statusCode':200,'isBase64Encoded':true,'body':'YWI='}")));

            assertThat(api.send("POST", "/v1/fill").text()).isEqualTo("ab");
        }

        @Test
        void an_answer_without_a_status_code_is_502() {
            api.lambda.answersRequests(ScriptedLambda.result(Json.text("{'id':'7'}")));

            GatewayAnswer answer = api.send("POST", "/v1/fill");

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.text()).isEqualTo(Json.text("{'message':'Internal server error'}"));
        }

        @Test
        void a_body_that_is_no_text_is_502() {
            api.lambda.answersRequests(ScriptedLambda.result(Json.text("{'statusCode':200,'body':{}}")));

            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(502);
        }

        @Test
        void a_function_error_is_502() {
            api.lambda.answersRequests(new Lambda.Answer.Failure(new byte[0]));

            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(502);
        }

        @Test
        void a_call_that_lambda_does_not_take_is_500() {
            api.lambda.answersRequests(new Lambda.Answer.Throttled());

            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(500);
        }

        @Test
        void a_function_that_takes_too_long_is_504() {
            api.lambda.answersRequests(new Lambda.Answer.TimedOut());

            GatewayAnswer answer = api.send("POST", "/v1/fill");

            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.text()).isEqualTo(Json.text("{'message':'Endpoint request timed out'}"));
        }

        @Test
        void an_event_that_is_too_large_for_lambda_is_413() {
            api.lambda.answersRequests(new Lambda.Answer.TooLarge());

            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(413);
        }

        @Test
        void a_function_that_the_api_may_not_call_is_not_called() {
            api.template("${Api}/${Api.Stage}/*", "${Api}/${Api.Stage}/GET/*");

            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(500);
            assertThat(api.lambda.requests()).isEmpty();
        }
    }

    @Nested
    class Responses {
        @Test
        void a_declared_response_has_its_own_status_headers_and_template() {
            api.responses("""
                MISSING_AUTHENTICATION_TOKEN:
                  statusCode: '404'
                  responseParameters: {gatewayresponse.header.retry-after: "'7'"}
                  responseTemplates:
                    application/json: '{"detail":$context.error.messageString,"path":"$context.path"}'
                """);

            GatewayAnswer answer = api.send("GET", "/nowhere");

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("retry-after")).isEqualTo("7");
            assertThat(answer.text())
                    .isEqualTo(Json.text("{'detail':'Missing Authentication Token','path':'/nowhere'}"));
        }

        @Test
        void types_that_are_not_declared_take_the_default_of_their_class() {
            api.responses("""
                DEFAULT_4XX: {responseTemplates: {application/json: '{"four":"$context.error.responseType"}'}}
                DEFAULT_5XX: {responseTemplates: {application/json: '{"five":true}'}}
                """);
            api.lambda.answersRequests(new Lambda.Answer.Failure(new byte[0]));

            assertThat(api.sendWith("POST", "/v1/fill").text()).isEqualTo(Json.text("{'four':'UNAUTHORIZED'}"));
            assertThat(api.send("POST", "/v1/fill").text()).isEqualTo(Json.text("{'five':true}"));
            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(502);
        }

        @Test
        void a_status_of_the_default_is_that_of_all_that_say_none() {
            api.responses("""
                DEFAULT_5XX: {statusCode: '424'}
                INTEGRATION_TIMEOUT: {responseTemplates: {application/json: '{}'}}
                """);
            api.lambda.answersRequests(new Lambda.Answer.TimedOut());
            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(424);

            api.lambda.answersRequests(new Lambda.Answer.Failure(new byte[0]));
            assertThat(api.send("POST", "/v1/fill").status()).isEqualTo(424);
        }
    }
}
