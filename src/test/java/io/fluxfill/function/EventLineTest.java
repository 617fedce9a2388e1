package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.StorageException.Kind;
import io.fluxfill.testing.MetricFormat;
import io.fluxfill.testing.Parts;
import io.fluxfill.testing.Planted;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The line that each event leaves in the log, plain and with CloudWatch's metrics. */
class EventLineTest extends FunctionFixture {
    private static final String TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

    @Nested
    class Anywhere_else {
        private final FluxFillFunction function = function(Optional.empty(), Optional.empty(), Optional.empty());

        @Test
        void a_line_tells_what_was_asked_how_it_ended_and_what_it_took() {
            parts.bflHost.answers(200, Parts.ACCEPTED).answers(200, Parts.READY);

            send(function, fill().put("wait", 20));

            assertThat(onlyLine())
                    .isEqualTo("{\"time\":\"2026-11-20T12:00:00Z\",\"request_id\":\"" + REQUEST_ID
                            + "\",\"cold_start\":true,\"face\":\"direct\",\"action\":\"submit\","
                            + "\"endpoint\":\"flux-pro-1.0-fill\",\"wait_ms\":20000,\"id\":\"abc\","
                            + "\"outcome\":\"Ready\",\"cost\":5,\"submit_attempts\":1,\"polls\":1,"
                            + "\"duration_ms\":250}");
        }

        @Test
        void a_failure_is_told_by_its_name() {
            send(function, version2("GET", "/v1/get_result", ""));

            assertThat(onlyLine())
                    .isEqualTo("{\"time\":\"2026-11-20T12:00:00Z\",\"request_id\":\"" + REQUEST_ID
                            + "\",\"cold_start\":true,\"face\":\"http\",\"action\":\"pick-up\",\"wait_ms\":0,"
                            + "\"outcome\":\"FluxFill.InvalidRequest\",\"message\":\"The request is not valid:"
                            + " id: Field"
                            + " required.\",\"http_status\":422,\"submit_attempts\":0,\"polls\":0,\"duration_ms\":0}");
        }

        @Test
        void what_a_caller_calls_a_field_stays_out_of_the_log() {
            send(function, fill().put("a naked prompt", 1));

            assertThat(onlyLine())
                    .contains("The request is not valid: an unknown field: Extra inputs are not permitted.")
                    .doesNotContain("naked");
        }

        @ParameterizedTest
        @CsvSource({"x-key, Allow", "x-other, Deny"})
        void what_an_authorizer_is_asked_leaves_a_line_without_the_key(String header, String outcome) {
            ObjectNode event = version1("GET", "/v1/get_result", "");
            event.put("type", "REQUEST")
                    .put("methodArn", "arn:aws:execute-api:eu-central-1:123456789012:abc/prod/GET/v1/get_result")
                    .putObject("headers")
                    .put(header, Planted.CALLERS_KEY);

            send(function, event);

            assertThat(onlyLine())
                    .isEqualTo("{\"time\":\"2026-11-20T12:00:00Z\",\"request_id\":\"" + REQUEST_ID
                            + "\",\"cold_start\":true,\"face\":\"authorizer\",\"action\":\"authorize\",\"outcome\":\""
                            + outcome + "\",\"submit_attempts\":0,\"polls\":0,\"duration_ms\":0}");
            assertThat(parts.bflHost.calls()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"200, true", "404, false"})
        void a_copy_that_was_wanted_is_told_of(int status, boolean kept) {
            parts.bflHost.answers(200, Parts.READY).answers(status, Parts.PICTURE);

            send(function, json("{'id': 'abc', 'output': 's3://mine/there'}"));

            assertThat(lastLine().get("output_kept").booleanValue()).isEqualTo(kept);
            assertThat(lastLine().get("outcome").textValue()).isEqualTo(kept ? "Ready" : "FluxFill.OutputFailed");
        }

        @Test
        void what_is_no_id_and_no_status_word_stays_out_of_the_line() {
            parts.bflHost.answers(200, "{\"id\":\"x\",\"status\":\"a red balloon over the harbour\"}");

            send(function, json("{'id': 'a blue balloon'}"));

            assertThat(lastLine().get("id").textValue()).isEqualTo("…");
            assertThat(lastLine().get("outcome").textValue()).isEqualTo("…");
            assertThat(onlyLine()).doesNotContain("balloon");
        }

        @Test
        void nor_does_one_that_a_failure_carries() {
            parts.bflHost.answers(402, "{}");

            send(function, json("{'id': 'a blue balloon'}"));

            assertThat(onlyLine()).contains("FluxFill.InsufficientCredits").doesNotContain("balloon");
        }

        @Test
        void there_are_no_metrics() {
            parts.bflHost.answers(402, "{}");

            send(function, fill());

            assertThat(onlyLine()).doesNotContain("_aws", "FunctionName", "ErrorType", "Failed", "Submitted");
        }
    }

    @Nested
    class On_Lambda {
        private FluxFillFunction function;

        @BeforeEach
        void start() {
            function = function(Optional.of("fill"), Optional.of(TRACE), Optional.empty());
        }

        @Test
        void the_same_line_carries_the_metrics_and_says_nothing_twice() {
            parts.bflHost.answers(200, Parts.ACCEPTED).answers(200, Parts.READY).taking(Duration.ofMillis(30));

            send(function, fill().put("wait", 20));

            assertThat(onlyLine())
                    .isEqualTo("{\"time\":\"2026-11-20T12:00:00Z\",\"request_id\":\"" + REQUEST_ID
                            + "\",\"trace_id\":\"1-5759e988-bd862e3fe1be46a994272793\",\"ColdStart\":1,"
                            + "\"face\":\"direct\",\"action\":\"submit\",\"endpoint\":\"flux-pro-1.0-fill\","
                            + "\"wait_ms\":20000,\"id\":\"abc\",\"outcome\":\"Ready\",\"Credits\":5,"
                            + "\"submit_attempts\":1,\"polls\":1,\"DurationMs\":280,\"Submitted\":1,\"Ready\":1,"
                            + "\"WaitMs\":280,\"PollMs\":[30],\"FunctionName\":\"fill\","
                            + "\"_aws\":{\"Timestamp\":1795176000000,\"CloudWatchMetrics\":[{"
                            + "\"Namespace\":\"FluxFill\",\"Dimensions\":[[\"FunctionName\"]],\"Metrics\":["
                            + "{\"Name\":\"Submitted\",\"Unit\":\"Count\"},{\"Name\":\"Ready\",\"Unit\":\"Count\"},"
                            + "{\"Name\":\"WaitMs\",\"Unit\":\"Milliseconds\"},"
                            + "{\"Name\":\"PollMs\",\"Unit\":\"Milliseconds\"},"
                            + "{\"Name\":\"Credits\",\"Unit\":\"Count\"},{\"Name\":\"ColdStart\",\"Unit\":\"Count\"},"
                            + "{\"Name\":\"DurationMs\",\"Unit\":\"Milliseconds\"}]}]}}");
            MetricFormat.check(onlyLine());
        }

        @Test
        void a_submit_that_is_not_waited_for_is_submitted_and_nothing_more() {
            parts.bflHost.answers(200, Parts.ACCEPTED);

            send(function, fill());

            assertMetrics("Submitted", "ColdStart", "DurationMs");
            assertThat(lastLine().get("Submitted").intValue()).isEqualTo(1);
        }

        @ParameterizedTest
        @CsvSource({
            "402, FluxFill.InsufficientCredits",
            "403, FluxFill.Unauthorized",
            "422, FluxFill.InvalidRequest",
            "500, FluxFill.SubmitUnknown"
        })
        void a_submit_that_bfl_did_not_surely_accept_is_not_submitted_and_failed_by_name(int status, String type) {
            parts.bflHost.answers(status, "{}");

            send(function, fill());

            assertFailed(type, "Submitted", "ColdStart", "DurationMs");
            assertThat(lastLine().get("Submitted").intValue()).isZero();
        }

        @Test
        void an_event_that_is_refused_before_it_is_sent_has_no_submit() {
            send(function, fill().put("steps", 1));

            assertFailed("FluxFill.InvalidRequest", "ColdStart", "DurationMs");
        }

        @ParameterizedTest
        @CsvSource({"GET, /elsewhere", "GET, /v1/flux-pro-1.0-fill"})
        void a_wrong_path_or_method_is_an_invalid_request(String method, String path) {
            send(function, version1(method, path, ""));

            assertFailed("FluxFill.InvalidRequest", "ColdStart", "DurationMs");
        }

        @Test
        void what_is_no_request_at_all_is_an_invalid_request() {
            send(function, json("{}"));

            assertFailed("FluxFill.InvalidRequest", "ColdStart", "DurationMs");
        }

        @ParameterizedTest
        @CsvSource({"Request Moderated, RequestModerated", "Content Moderated, ContentModerated"})
        void moderation_is_counted_by_its_stage_and_is_no_failure(String status, String metric) {
            for (ObjectNode event : new ObjectNode[] {pickUp(), httpPickUp()}) {
                parts.bflHost.answers(200, "{\"id\":\"abc\",\"status\":\"" + status + "\"}");

                send(function, event);

                assertMetrics(metric, "PollMs", "ColdStart", "DurationMs");
                assertThat(lastLine().get(metric).intValue()).isEqualTo(1);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "Error, FluxFill.GenerationFailed",
            "Failed, FluxFill.GenerationFailed",
            "Task not found, FluxFill.TaskNotFound"
        })
        void a_task_that_fails_is_counted_by_the_errors_name_on_both_faces(String status, String type) {
            for (ObjectNode event : new ObjectNode[] {pickUp(), httpPickUp()}) {
                parts.bflHost
                        .answers(200, "{\"id\":\"abc\",\"status\":\"" + status + "\"}")
                        .forEver();

                send(function, event);

                assertFailed(type, "PollMs", "ColdStart", "DurationMs");
            }
        }

        @Test
        void a_task_that_is_asked_for_again_is_ready_again() {
            parts.bflHost.answers(200, Parts.READY).answers(200, Parts.READY);

            send(function, pickUp());
            send(function, pickUp());

            assertMetrics("Ready", "Credits", "PollMs", "ColdStart", "DurationMs");
        }

        @Test
        void the_credits_are_a_number_as_bfl_wrote_it() {
            parts.bflHost.answers(200, "{\"id\":\"abc\",\"status\":\"Ready\",\"result\":{},\"cost\":5.50}");

            send(function, pickUp());

            assertThat(onlyLine()).contains("\"Credits\":5.50,").doesNotContain("\"cost\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ",\"cost\":null", ",\"cost\":\"5\""})
        void without_a_cost_there_are_no_credits(String cost) {
            parts.bflHost.answers(200, "{\"id\":\"abc\",\"status\":\"Ready\"" + cost + "}");

            send(function, pickUp());

            assertMetrics("Ready", "PollMs", "ColdStart", "DurationMs");
        }

        @Test
        void the_cost_of_a_task_that_is_not_ready_is_no_credits() {
            parts.bflHost.answers(200, "{\"id\":\"abc\",\"status\":\"Pending\",\"cost\":5}");

            send(function, pickUp());

            assertMetrics("PollMs", "ColdStart", "DurationMs");
            assertThat(lastLine().get("cost").intValue()).isEqualTo(5);
        }

        @Test
        void a_wait_is_counted_from_the_acceptance_to_the_last_poll() {
            parts.bflHost
                    .answers(200, Parts.ACCEPTED)
                    .taking(Duration.ofMillis(400))
                    .answers(200, Parts.PENDING)
                    .taking(Duration.ofMillis(20))
                    .answers(200, Parts.READY)
                    .taking(Duration.ofMillis(30));

            send(function, fill().put("wait", 20));

            assertThat(lastLine().get("WaitMs").longValue()).isEqualTo(250 + 20 + 250 + 30);
            assertThat(lastLine().get("DurationMs").longValue()).isEqualTo(400 + 250 + 20 + 250 + 30);
            assertThat(lastLine().get("PollMs")).hasToString("[20,30]");
        }

        @Test
        void a_wait_for_an_earlier_task_is_counted_from_the_pick_up() {
            parts.bflHost
                    .answers(200, Parts.PENDING)
                    .taking(Duration.ofMillis(20))
                    .answers(200, Parts.READY)
                    .taking(Duration.ofMillis(30));

            send(function, pickUp().put("wait", 20));

            assertThat(lastLine().get("WaitMs").longValue()).isEqualTo(20 + 250 + 30);
        }

        @Test
        void a_wait_that_ends_first_is_counted_too() {
            parts.bflHost
                    .answers(200, Parts.ACCEPTED)
                    .answers(200, Parts.PENDING)
                    .forEver();

            send(function, fill().put("wait", 1));

            assertMetrics("Submitted", "WaitMs", "PollMs", "ColdStart", "DurationMs");
            assertThat(lastLine().get("WaitMs").longValue()).isEqualTo(750);
            assertThat(lastLine().get("PollMs")).hasToString("[0,0,0]");
        }

        @Test
        void polls_that_fail_are_counted_with_the_time_they_took() {
            parts.bflHost
                    .answers(200, Parts.ACCEPTED)
                    .losesTheAnswer("cut off")
                    .taking(Duration.ofMillis(40))
                    .notSent("no connection")
                    .taking(Duration.ofMillis(3))
                    .answers(200, Parts.READY);

            send(function, fill().put("wait", 20));

            assertThat(lastLine().get("PollMs")).hasToString("[40,3,0]");
            assertThat(lastLine().get("polls").intValue()).isEqualTo(3);
        }

        @Test
        void a_look_without_a_wait_has_polls_and_no_wait() {
            parts.bflHost.answers(200, Parts.PENDING);

            send(function, pickUp());

            assertMetrics("PollMs", "ColdStart", "DurationMs");
        }

        @Test
        void a_task_that_is_told_by_webhook_is_not_waited_for() {
            parts.bflHost.answers(
                    200, "{\"id\":\"abc\",\"status\":\"Pending\",\"webhook_url\":\"https://me.example\"}");

            send(function, fill().put("webhook_url", "https://me.example").put("wait", 20));

            assertMetrics("Submitted", "ColdStart", "DurationMs");
        }

        @Test
        void only_the_first_event_is_a_cold_start() {
            send(function, json("{}"));
            assertThat(lastLine().get("ColdStart").intValue()).isEqualTo(1);

            send(function, json("{}"));
            assertThat(lastLine().get("ColdStart").intValue()).isZero();
        }

        @Test
        void a_copy_that_is_there_is_kept() {
            parts.bflHost.answers(200, Parts.READY).answers(200, Parts.PICTURE);

            send(function, pickUp().put("output", "s3://mine/there"));

            assertMetrics("Ready", "Credits", "OutputKept", "PollMs", "ColdStart", "DurationMs");
            assertThat(lastLine().get("OutputKept").intValue()).isEqualTo(1);
        }

        @Test
        void a_copy_that_failed_leaves_the_picture_ready_and_paid() {
            parts.bflHost.answers(200, Parts.READY).answers(404, "{}");

            send(function, pickUp().put("output", "s3://mine/there"));

            assertFailed(
                    "FluxFill.OutputFailed", "Ready", "Credits", "OutputKept", "PollMs", "ColdStart", "DurationMs");
            assertThat(lastLine().get("OutputKept").intValue()).isZero();
        }

        @Test
        void a_copy_that_failed_is_told_on_the_http_face_though_the_answer_is_200() {
            function = function(Optional.of("fill"), Optional.empty(), S3Location.folder("s3://results/pictures"));
            parts.bflHost.answers(200, Parts.READY).answers(200, Parts.PICTURE);
            parts.store.fails(Kind.REFUSED, "access denied");

            send(function, httpPickUp());

            assertFailed(
                    "FluxFill.OutputFailed", "Ready", "Credits", "OutputKept", "PollMs", "ColdStart", "DurationMs");
            assertThat(lastLine().get("outcome").textValue()).isEqualTo("FluxFill.OutputFailed");
            assertThat(lastLine().get("http_status").intValue()).isEqualTo(200);
            assertThat(lastLine().get("message").textValue()).contains("access denied");
        }

        @Test
        void without_a_trace_there_is_no_trace_id() {
            function = function(Optional.of("fill"), Optional.empty(), Optional.empty());

            send(function, json("{}"));

            assertThat(lastLine().has("trace_id")).isFalse();
        }

        private ObjectNode pickUp() {
            return json("{'id': 'abc'}");
        }

        private ObjectNode httpPickUp() {
            ObjectNode event = version1("GET", "/v1/get_result", "");
            event.putObject("queryStringParameters").put("id", "abc");
            return event;
        }

        private void assertMetrics(String... names) {
            Set<String> told = MetricFormat.check(lastLine().toString());
            assertThat(told).containsExactlyInAnyOrder(byFunction(names));
        }

        private void assertFailed(String type, String... otherNames) {
            Set<String> told = MetricFormat.check(lastLine().toString());
            assertThat(told)
                    .contains(byFunction(otherNames))
                    .contains("Failed[FunctionName]", "Failed[FunctionName,ErrorType]")
                    .hasSize(otherNames.length + 2);
            assertThat(lastLine().get("ErrorType").textValue()).isEqualTo(type);
            assertThat(lastLine().get("Failed").intValue()).isEqualTo(1);
        }

        private static String[] byFunction(String... names) {
            String[] all = names.clone();
            for (int i = 0; i < all.length; i++) {
                all[i] += "[FunctionName]";
            }
            return all;
        }
    }
}
