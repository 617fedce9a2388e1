package io.fluxfill.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.testing.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a service is called that speaks JSON, with a server in its place. */
class AwsClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Patience THRICE = new Patience(3, Duration.ofSeconds(2), Duration.ofMillis(50));

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private final FakeTime time = new FakeTime();
    private final Map<String, String> environment = new HashMap<>(
            Map.of("AWS_REGION", "eu-central-1", "AWS_ACCESS_KEY_ID", "AKID", "AWS_SECRET_ACCESS_KEY", "secret"));

    @BeforeEach
    void start() {
        server.start();
        environment.put("AWS_ENDPOINT_URL_SSM", server.baseUrl());
        answers(200, "{'a': 1}");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void a_call_names_its_operation_and_is_signed_for_service_and_region() throws Exception {
        assertThat(call()).isEqualTo(Json.object("{'a': 1}"));

        server.verify(postRequestedFor(anyUrl())
                .withHeader("X-Amz-Target", equalTo("AmazonSSM.DoIt"))
                .withHeader("Content-Type", equalTo("application/x-amz-json-1.1"))
                .withHeader("X-Amz-Date", equalTo("20261120T120000Z"))
                .withHeader(
                        "Authorization",
                        matching("AWS4-HMAC-SHA256 Credential=AKID/20261120/eu-central-1/ssm/aws4_request, .*"))
                .withRequestBody(equalTo("{\"ask\":1}"))
                .withoutHeader("X-Amz-Security-Token"));
    }

    @Test
    void a_role_signs_with_its_session() throws Exception {
        environment.put("AWS_SESSION_TOKEN", "the-session");

        call();

        server.verify(postRequestedFor(anyUrl()).withHeader("X-Amz-Security-Token", equalTo("the-session")));
    }

    @Test
    void all_services_may_be_at_one_place() throws Exception {
        environment.put("AWS_ENDPOINT_URL", environment.remove("AWS_ENDPOINT_URL_SSM"));

        assertThat(call()).isEqualTo(Json.object("{'a': 1}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"})
    void what_is_not_set_is_named(String variable) {
        environment.remove(variable);

        assertThat(catchThrowableOfType(AwsUnreachableException.class, this::call))
                .hasMessage(variable + " is not set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {'__type': 'com.amazonaws.any#NotThere', 'message': 'PLANTED'} | NotThere",
                "400 | {'__type': 'NotThere:http://internal.amazon.com/'}             | NotThere",
                "400 | {'code': 'NotThere'}                                           | NotThere",
                "403 | <html>PLANTED                                                  | HTTP 403",
                "404 | []                                                             | HTTP 404"
            })
    void a_refusal_is_told_by_its_name_alone_and_not_repeated(int status, String body, String name) {
        answers(status, body);

        assertThat(catchThrowableOfType(AwsRefusalException.class, this::call)).hasMessage(name);
        server.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void the_name_in_a_header_counts() {
        server.stubFor(any(anyUrl())
                .willReturn(aResponse().withStatus(400).withHeader("x-amzn-ErrorType", "NotThere:http://any")));

        assertThat(catchThrowableOfType(AwsRefusalException.class, this::call)).hasMessage("NotThere");
    }

    @ParameterizedTest
    @CsvSource({"500, Any", "503, Any", "429, Any", "400, ThrottlingException"})
    void what_may_pass_is_asked_as_often_as_patience_lasts(int status, String name) {
        answers(status, "{'__type': '" + name + "'}");

        assertThat(catchThrowableOfType(AwsRefusalException.class, this::call)).hasMessage(name);
        server.verify(3, postRequestedFor(anyUrl()));
        assertThat(time.sleeps()).containsExactly(Duration.ofMillis(25), Duration.ofMillis(50));
    }

    @Test
    void an_answer_that_is_no_object_is_asked_for_again() {
        answers(200, "[1]");

        assertThat(catchThrowableOfType(AwsUnreachableException.class, this::call))
                .hasMessage("IOException");
        server.verify(3, postRequestedFor(anyUrl()));
    }

    private Object call() throws AwsException {
        AwsClient client =
                new AwsClient(AwsService.SSM, AwsEnvironment.of(environment), time.all(), THRICE, new ObjectMapper());
        return new AwsJson(client, "AmazonSSM", "1.1", new ObjectMapper())
                .call("DoIt", Json.object("{'ask': 1}"), LIMIT, refusal -> false);
    }

    private void answers(int status, String body) {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withBody(Json.text(body))));
    }
}
