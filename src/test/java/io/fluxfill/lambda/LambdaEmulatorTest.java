package io.fluxfill.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.dev.LocalHttpFace;
import io.fluxfill.testing.Http;
import io.fluxfill.testing.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a function and its callers see of Lambda. */
class LambdaEmulatorTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

    private final Http http = new Http();
    private LambdaEmulator lambda;

    @BeforeEach
    void start() throws IOException {
        restart(LONG, LONG);
    }

    @AfterEach
    void stop() {
        lambda.close();
    }

    @Test
    void an_event_goes_in_and_the_result_comes_out() throws Exception {
        HttpResponse<byte[]> answer = tell("hello");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).asString().isEqualTo("\"hello\"");
        assertThat(header(answer, "X-Amz-Executed-Version")).isEqualTo("$LATEST");
        assertThat(answer.headers().firstValue("X-Amz-Function-Error")).isEmpty();
        assertThat(header(answer, "x-amzn-RequestId"))
                .isEqualTo(lambda.reports().get(0).requestId());
    }

    @Test
    void the_functions_own_error_is_a_function_error() throws Exception {
        HttpResponse<byte[]> answer = tell("fail");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "X-Amz-Function-Error")).isEqualTo("Unhandled");
        assertThat(answer.body()).asString().isEqualTo(Json.text("{'errorType':'Own.Name','errorMessage':'as told'}"));
    }

    @Test
    void the_process_is_told_of_the_invocation_in_headers() throws Exception {
        assertThat(text("header Lambda-Runtime-Invoked-Function-Arn"))
                .isEqualTo("arn:aws:lambda:eu-west-1:123456789012:function:fake");
        assertThat(text("header Lambda-Runtime-Deadline-Ms"))
                .isEqualTo(Long.toString(NOON.instant().plus(LONG).toEpochMilli()));
        assertThat(text("header Lambda-Runtime-Trace-Id"))
                .matches("Root=1-6b003640-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0");
        assertThat(text("header Lambda-Runtime-Aws-Request-Id"))
                .isEqualTo(lambda.reports().get(3).requestId());
    }

    @Test
    void a_callers_context_is_passed_on_decoded() throws Exception {
        String context = Base64.getEncoder().encodeToString("no_json".getBytes(StandardCharsets.UTF_8));

        assertThat(tell("header Lambda-Runtime-Client-Context", "X-Amz-Client-Context", context)
                        .body())
                .asString()
                .isEqualTo("\"no_json\"");
    }

    @Test
    void a_context_that_is_no_base64_is_refused() throws Exception {
        assertThat(tell("echo", "X-Amz-Client-Context", "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void a_callers_cognito_identity_is_passed_on() throws Exception {
        assertThat(tell("header Lambda-Runtime-Cognito-Identity", LambdaEmulator.COGNITO_IDENTITY, "somebody")
                        .body())
                .asString()
                .isEqualTo("\"somebody\"");
    }

    @Test
    void a_callers_trace_is_passed_on() throws Exception {
        HttpResponse<byte[]> answer = tell("header Lambda-Runtime-Trace-Id", "X-Amzn-Trace-Id", "Root=1-2-3;Sampled=1");

        assertThat(answer.body()).asString().isEqualTo("\"Root=1-2-3;Sampled=1\"");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "AWS_LAMBDA_FUNCTION_NAME, fake",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE, 512",
        "AWS_LAMBDA_FUNCTION_VERSION, $LATEST",
        "AWS_LAMBDA_LOG_GROUP_NAME, /aws/lambda/fake",
        "AWS_REGION, eu-west-1",
        "AWS_DEFAULT_REGION, eu-west-1",
        "OWN, value"
    })
    void the_process_has_lambdas_environment_and_its_own_variables(String name, String value) throws Exception {
        assertThat(text("variable " + name)).isEqualTo(value);
    }

    @Test
    void the_process_writes_into_a_log_stream_of_its_own() throws Exception {
        assertThat(text("variable AWS_LAMBDA_LOG_STREAM_NAME")).matches("2026/11/20/\\[\\$LATEST][0-9a-f]{32}");
    }

    @Test
    void the_process_has_no_variable_of_this_machine() throws Exception {
        assertThat(System.getenv()).containsKey("HOME");
        assertThat(Http.json(tell("variable HOME")).isNull()).isTrue();
    }

    @Test
    void one_process_serves_event_after_event() throws Exception {
        assertThat(Stream.of(count(), count(), count())).containsExactly(1, 2, 3);
    }

    @Test
    void events_that_come_together_are_served_one_after_the_other() throws Exception {
        List<Integer> counts = new ArrayList<>();
        List<Thread> callers = Stream.generate(() -> new Thread(() -> {
                    int count = count();
                    synchronized (counts) {
                        counts.add(count);
                    }
                }))
                .limit(5)
                .toList();
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(counts).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    }

    @Test
    void only_a_cold_start_reports_an_init() throws Exception {
        tell("one");
        tell("two");

        assertThat(lambda.reports().get(0).initDuration()).isPresent();
        assertThat(lambda.reports().get(1).initDuration()).isEmpty();
        assertThat(lambda.log())
                .anyMatch(line -> line.startsWith("REPORT RequestId: ") && line.contains("\tInit Duration: "));
    }

    @Test
    void an_invocation_that_takes_too_long_is_killed_and_the_next_one_has_a_fresh_process() throws Exception {
        restart(LONG, Duration.ofSeconds(2));
        count();

        JsonNode error = Http.json(tell("hang"));

        assertThat(error.path("errorType").textValue()).isEqualTo("Sandbox.Timedout");
        assertThat(error.path("errorMessage").textValue())
                .isEqualTo("RequestId: " + lambda.reports().get(1).requestId()
                        + " Error: Task timed out after 2.00 seconds");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void a_process_that_exits_ends_its_invocation_and_the_next_one_has_a_fresh_process() throws Exception {
        HttpResponse<byte[]> answer = tell("exit 7");

        assertThat(header(answer, "X-Amz-Function-Error")).isEqualTo("Unhandled");
        assertThat(Http.json(answer).path("errorType").textValue()).isEqualTo("Runtime.ExitError");
        assertThat(Http.json(answer).path("errorMessage").textValue())
                .endsWith("Error: Runtime exited with error: exit status 7");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void a_process_that_exits_in_its_init_is_tried_once_more() throws Exception {
        restart(LONG, LONG, "exits");

        assertThat(Http.json(invoke("{}")).path("errorMessage").textValue())
                .isEqualTo("Error: Runtime exited with error: exit status 3");
        assertThat(lambda.log())
                .filteredOn(line -> line.startsWith("INIT_START"))
                .hasSize(2);
    }

    @Test
    void an_error_that_the_process_tells_of_its_init_is_passed_on() throws Exception {
        restart(LONG, LONG, "fails");

        assertThat(Http.json(invoke("{}")).path("errorType").textValue()).isEqualTo("Runtime.Own");
    }

    @Test
    void an_init_that_takes_too_long_is_killed() throws Exception {
        restart(Duration.ofMillis(300), Duration.ofMillis(200), "hangs");

        assertThat(Http.json(invoke("{}")).path("errorType").textValue()).isEqualTo("Sandbox.Timedout");
    }

    @Test
    void an_init_may_take_ten_seconds_and_an_event_three_unless_it_is_said_otherwise() {
        LambdaOptions defaults = FakeFunctionOptions.builder().build();

        assertThat(defaults.initTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(defaults.timeout()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void a_command_that_cannot_be_run_is_an_error_of_the_invocation() throws Exception {
        lambda.close();
        lambda = LambdaEmulator.start(
                0, LambdaOptions.builder("fake", List.of("/nothing/here")).build());

        assertThat(Http.json(invoke("{}")).path("errorType").textValue()).isEqualTo("Runtime.InvalidEntrypoint");
    }

    @Test
    void what_the_process_prints_is_in_the_log_and_in_its_tail() throws Exception {
        tell("print this");
        HttpResponse<byte[]> answer = tell("hello", "X-Amz-Log-Type", "Tail");

        String tail =
                new String(Base64.getDecoder().decode(header(answer, "X-Amz-Log-Result")), StandardCharsets.UTF_8);
        assertThat(lambda.log()).contains("this");
        assertThat(tail).contains("START RequestId: ", "REPORT RequestId: " + header(answer, "x-amzn-RequestId"));
    }

    @Test
    void an_answer_to_another_invocation_is_refused() throws Exception {
        assertThat(Http.json(tell("stranger")).intValue()).isEqualTo(400);
    }

    @Test
    void an_event_of_six_megabytes_is_taken_and_a_larger_one_refused() throws Exception {
        assertThat(invoke(quoted(LambdaEmulator.MAX_PAYLOAD_BYTES)).statusCode())
                .isEqualTo(200);

        HttpResponse<byte[]> refused = invoke(quoted(LambdaEmulator.MAX_PAYLOAD_BYTES + 1));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(header(refused, "x-amzn-ErrorType")).isEqualTo("RequestTooLargeException");
    }

    @Test
    void a_result_of_more_than_six_megabytes_is_a_function_error() throws Exception {
        JsonNode error = Http.json(tell("large " + LambdaEmulator.MAX_PAYLOAD_BYTES));

        assertThat(error.path("errorType").textValue()).isEqualTo("Function.ResponseSizeTooLarge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{", "1 2", "{\"a\":}"})
    void what_is_not_json_does_not_reach_the_function(String event) throws Exception {
        HttpResponse<byte[]> answer = invoke(event);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(header(answer, "x-amzn-ErrorType")).isEqualTo("InvalidRequestContentException");
        assertThat(lambda.reports()).isEmpty();
    }

    @Test
    void no_payload_is_an_empty_object() throws Exception {
        assertThat(invoke("").body()).asString().isEqualTo("\"{}\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fake",
                "fake:$LATEST",
                "fake%3A%24LATEST",
                "123456789012:function:fake",
                "arn:aws:lambda:eu-west-1:123456789012:function:fake",
                "arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Afake:7"
            })
    void a_function_may_be_named_in_every_way_that_lambda_allows(String name) throws Exception {
        assertThat(post("/2015-03-31/functions/" + name + "/invocations").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/2015-03-31/functions/other/invocations", "/2015-03-31/functions/fake", "/"})
    void what_is_not_there_is_not_found(String path) throws Exception {
        assertThat(post(path).statusCode()).isEqualTo(404);
    }

    @Test
    void a_dry_run_runs_nothing() throws Exception {
        assertThat(invoke("{}", "X-Amz-Invocation-Type", "DryRun").statusCode()).isEqualTo(204);
        assertThat(lambda.reports()).isEmpty();
    }

    @Test
    void an_asynchronous_invocation_is_refused() throws Exception {
        assertThat(invoke("{}", "X-Amz-Invocation-Type", "Event").statusCode()).isEqualTo(400);
    }

    @Test
    void the_local_http_face_stands_in_front_of_it_and_hides_its_errors() throws Exception {
        try (LocalHttpFace face = LocalHttpFace.start(0, lambda.invokeUrl())) {
            HttpResponse<byte[]> answer = http.get(face.url().resolve("/v1/get_result"));

            assertThat(answer.statusCode()).isEqualTo(424);
            assertThat(answer.body()).asString().contains("FluxFill.SubmitUnknown");
        }
    }

    @Test
    void the_local_http_face_tells_of_a_body_that_lambda_refuses() throws Exception {
        try (LocalHttpFace face = LocalHttpFace.start(0, lambda.invokeUrl())) {
            HttpResponse<byte[]> answer = http.send("POST", face.url().resolve("/"), "x".repeat(7 << 20));

            assertThat(answer.statusCode()).isEqualTo(413);
        }
    }

    private void restart(Duration init, Duration timeout, String... arguments) throws IOException {
        if (lambda != null) {
            lambda.close();
        }
        lambda = LambdaEmulator.start(
                0,
                FakeFunctionOptions.builder(arguments)
                        .environment(Map.of("AWS_REGION", "eu-west-1", "OWN", "value"))
                        .memoryMegabytes(512)
                        .initTimeout(init)
                        .timeout(timeout)
                        .clock(NOON)
                        .build());
    }

    private int count() {
        try {
            return Http.json(tell("count")).intValue();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String text(String words) throws IOException, InterruptedException {
        return Http.json(tell(words)).textValue();
    }

    /** Sends the words that {@link FakeFunction} understands. */
    private HttpResponse<byte[]> tell(String words, String... headers) throws IOException, InterruptedException {
        return invoke("\"" + words + "\"", headers);
    }

    private HttpResponse<byte[]> invoke(String event, String... headers) throws IOException, InterruptedException {
        return http.send("POST", lambda.invokeUrl(), event, headers);
    }

    private HttpResponse<byte[]> post(String path) throws IOException, InterruptedException {
        return http.send("POST", lambda.url().resolve(path), "{}");
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }

    /** A JSON text of so many bytes, quotes included. */
    private static String quoted(int bytes) {
        return "\"" + "x".repeat(bytes - 2) + "\"";
    }
}
