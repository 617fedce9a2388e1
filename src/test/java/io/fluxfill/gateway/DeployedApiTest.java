package io.fluxfill.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.testing.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API that {@code template.yaml} deploys does to its callers, before and instead of the function. */
class DeployedApiTest {
    private static final String KEY = "the caller's key";
    private static final String FILL = "/v1/flux-pro-1.0-fill";
    private static final String GET_RESULT = "/v1/get_result?id=7";

    private final ScriptedLambda lambda = new ScriptedLambda();
    private final FakeTime clock = new FakeTime();
    private GatewayStandIn gateway;

    @BeforeEach
    void deploy() throws IOException {
        gateway = new GatewayStandIn(RestApi.deployed(Map.of()), Map.of(KEY, "ApiKey"), lambda, clock);
        lambda.answersAuthorizer(ScriptedLambda.result(
                ScriptedLambda.policy("arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/flux-fill/*", KEY)));
    }

    @Test
    void the_key_that_clients_send_to_bfl_lets_them_in() {
        assertThat(send("POST", FILL, "x-key", KEY).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {FILL, "/v1/flux-pro-1.0-fill-finetuned", "/v1/uploads"})
    void without_a_key_nobody_gets_through(String path) {
        assertThat(send("POST", path).status()).isEqualTo(403);
        assertThat(lambda.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page/app-00000000.js"})
    void the_page_is_there_without_a_key(String path) {
        assertThat(send("GET", path).status()).isEqualTo(200);
        assertThat(lambda.requests()).hasSize(1);
    }

    @Test
    void a_key_of_no_plan_does_not_let_anybody_in() {
        lambda.answersAuthorizer(ScriptedLambda.result(ScriptedLambda.policy("*", "another key")));

        assertThat(send("POST", FILL, "x-key", "another key").status()).isEqualTo(403);
        assertThat(lambda.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/anything" + FILL, "/v1/flux-pro-1.1-fill", "/v1", "/v1/get_result/7"})
    void what_is_not_declared_does_not_reach_the_function(String path) {
        assertThat(send("POST", path, "x-key", KEY).status()).isEqualTo(404);
        assertThat(lambda.requests()).isEmpty();
    }

    @Test
    void twenty_four_clients_that_look_twice_a_second_are_never_throttled() {
        List<Integer> statuses = new ArrayList<>();
        for (int second = 0; second < 60; second++) {
            for (int look = 0; look < 48; look++) {
                statuses.add(send("GET", GET_RESULT, "x-key", KEY).status());
            }
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(statuses).containsOnly(200);
    }

    @Test
    void twenty_four_submits_at_once_go_through_and_no_more() {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            statuses.add(send("POST", FILL, "x-key", KEY).status());
        }

        assertThat(statuses.subList(0, 24)).containsOnly(200);
        assertThat(statuses.get(24)).isEqualTo(429);
        assertThat(send("GET", GET_RESULT, "x-key", KEY).status()).isEqualTo(200);
    }

    @Test
    void a_refused_look_is_not_told_that_nothing_was_accepted() {
        GatewayAnswer answer = null;
        for (int i = 0; i < 300; i++) {
            answer = send("GET", GET_RESULT, "x-key", KEY);
        }

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("retry-after")).isEqualTo("1");
        assertThat(body(answer).get("type").asText()).isEqualTo("FluxFill.RateLimited");
        assertThat(answer.text()).doesNotContainIgnoringCase("nothing was accepted");
    }

    @Test
    void a_call_that_lambda_does_not_take_is_to_be_repeated() {
        lambda.answersRequests(new Lambda.Answer.Throttled());

        GatewayAnswer answer = send("POST", FILL, "x-key", KEY);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("1");
        assertThat(body(answer).get("type").asText()).isEqualTo("FluxFill.Unavailable");
    }

    @Test
    void a_submit_during_which_the_function_crashes_is_not_to_be_repeated() {
        lambda.answersRequests(new Lambda.Answer.Failure("{}".getBytes(StandardCharsets.UTF_8)));

        GatewayAnswer answer = send("POST", FILL, "x-key", KEY);

        assertThat(answer.status()).isEqualTo(424);
        assertThat(body(answer).get("type").asText()).isEqualTo("FluxFill.SubmitUnknown");
    }

    @Test
    void a_submit_without_an_answer_in_time_is_not_to_be_repeated() {
        lambda.answersRequests(new Lambda.Answer.TimedOut());

        GatewayAnswer answer = send("POST", FILL, "x-key", KEY);

        assertThat(answer.status()).isEqualTo(424);
        assertThat(body(answer).get("type").asText()).isEqualTo("FluxFill.SubmitUnknown");
    }

    @Test
    void a_request_that_is_too_large_has_a_detail() {
        lambda.answersRequests(new Lambda.Answer.TooLarge());

        GatewayAnswer answer = send("POST", FILL, "x-key", KEY);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(body(answer).get("detail").asText()).isNotEmpty();
    }

    @Test
    void the_authorizer_is_asked_once_for_all_methods_of_a_caller() {
        send("POST", FILL, "x-key", KEY);
        send("GET", GET_RESULT, "X-Key", KEY);

        assertThat(lambda.questions()).hasSize(1);
        assertThat(lambda.requests()).hasSize(2);
    }

    private static JsonNode body(GatewayAnswer answer) {
        return Json.read(answer.body());
    }

    private GatewayAnswer send(String method, String target, String... header) {
        try {
            return gateway.answer(
                    GatewayRequest.to(method, target, "", header), Address.CUSTOM_DOMAIN, "api.example.org");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
