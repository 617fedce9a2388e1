package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.Pieces;
import io.fluxfill.json.Utf8;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.testing.Json;
import io.fluxfill.testing.ScriptedTransport.Call;
import io.fluxfill.testing.ScriptedTransport.Kind;
import io.fluxfill.waiting.Deadline;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BflSubmitterTest extends BflFixture {
    private static final String REQUEST = Json.text("{'prompt':'a red door'}");
    private static final Pieces BODY = new Pieces(List.of(Utf8.of("{\"prompt\":"), Utf8.of("\"a red door\"}")));
    private static final String KEY_REFUSED = Json.text("{'detail': null}");
    private static final String BUSY = Json.text("{'detail': null}");
    private static final String ACCEPTED =
            Json.text("{'id': 'a1', 'polling_url': 'https://api.eu2.bfl.ai/v1/get_result?id=a1'}");

    @Nested
    class What_is_sent {

        @Test
        void plain_fill_goes_to_its_host_with_key_body_and_all_the_time_left() {
            bfl.answers(200, ACCEPTED);

            submit();

            assertThat(bfl.onlyCall())
                    .returns(Kind.POST, Call::kind)
                    .returns("https://api.bfl.ai/v1/flux-pro-1.0-fill", Call::address)
                    .returns(KEY, Call::key)
                    .returns(REQUEST, Call::body)
                    .returns(Duration.ofSeconds(30), Call::limit);
            assertThat(attempts.submits()).isEqualTo(1);
            assertThat(attempts.polls()).isZero();
        }

        @Test
        void the_time_of_the_acceptance_is_noted() {
            bfl.answers(503, "{}").answers(200, ACCEPTED).taking(millis(400));

            submit();

            assertThat(attempts.acceptedAt()).contains(FakeTime.START.plusMillis(250 + 400));
            assertThat(attempts.lastPolledAt()).isEmpty();
        }

        @Test
        void a_submit_that_is_not_accepted_has_no_time_of_acceptance() {
            bfl.answers(402, "{}");

            submitFailure();

            assertThat(attempts.acceptedAt()).isEmpty();
        }

        @Test
        void finetuned_fill_goes_to_the_host_of_the_finetunes() {
            bfl.answers(200, ACCEPTED);

            client.submitter().submit(submission(Endpoint.FILL_FINETUNED, BODY, in30Seconds, in30Seconds), attempts);

            assertThat(bfl.onlyCall().address()).isEqualTo("https://api.us1.bfl.ai/v1/flux-pro-1.0-fill-finetuned");
        }

        @ParameterizedTest
        @ValueSource(strings = {"https://api.bfl.ai/proxy", "https://api.bfl.ai/proxy/", "https://api.bfl.ai/proxy//"})
        void the_path_of_a_base_url_is_kept_and_its_last_slash_is_not_doubled(String base) {
            bfl.answers(200, ACCEPTED);

            client(base, base, limit -> KEY)
                    .submitter()
                    .submit(submission(Endpoint.FILL, BODY, in30Seconds, in30Seconds), attempts);

            assertThat(bfl.onlyCall().address()).isEqualTo("https://api.bfl.ai/proxy/v1/flux-pro-1.0-fill");
        }

        @Test
        void every_try_is_the_same_request_with_less_time() {
            bfl.notSent("the connection failed")
                    .taking(Duration.ofSeconds(2))
                    .answers(503, BUSY)
                    .answers(200, ACCEPTED);

            submit();

            assertThat(bfl.calls()).extracting(Call::body).containsExactly(REQUEST, REQUEST, REQUEST);
            assertThat(bfl.calls()).extracting(Call::key).containsExactly(KEY, KEY, KEY);
            assertThat(bfl.calls())
                    .extracting(Call::limit)
                    .containsExactly(millis(30_000), millis(27_750), millis(27_250));
        }
    }

    @Nested
    class Accepted_submits {

        @ParameterizedTest
        @ValueSource(ints = {200, 201, 202})
        void the_handle_is_the_id_and_the_polling_url_exactly_as_given(int status) {
            bfl.answers(status, ACCEPTED);

            SubmittedTask accepted = submit();

            assertThat(accepted.handle()).isEqualTo(TaskHandle.of("a1", "https://api.eu2.bfl.ai/v1/get_result?id=a1"));
            assertThat(accepted.body()).isEqualTo(Json.object(ACCEPTED));
            assertThat(time.sleeps()).isEmpty();
        }

        @Test
        void a_task_is_pending_until_something_is_heard_of_it() {
            bfl.answers(200, ACCEPTED);

            Task task = submit().asTask();

            assertThat(task.body()).isEqualTo(Json.object("{'id': 'a1', 'status': 'Pending'}"));
        }

        @Test
        void with_a_webhook_there_is_no_polling_url_and_none_is_made_up() {
            String webhookForm =
                    Json.text("{'id': 'a1', 'status': 'Queued', 'webhook_url': 'https://example.com/hook'}");
            bfl.answers(200, webhookForm);

            SubmittedTask accepted = submit();

            assertThat(accepted.handle()).isEqualTo(TaskHandle.byId("a1"));
            assertThat(accepted.body()).isEqualTo(Json.object(webhookForm));
            assertThat(accepted.asTask().word()).isEqualTo("Queued");
        }

        @Test
        void a_polling_url_counts_even_where_there_is_a_webhook() {
            bfl.answers(
                    200,
                    Json.text("{'id': 'a1', 'polling_url': 'https://api.eu2.bfl.ai/x', 'webhook_url': 'https://h/'}"));

            assertThat(submit().handle().pollingUrl()).contains("https://api.eu2.bfl.ai/x");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'id': 'a 1/?&'}",
                    "{'id': 'a 1/?&', 'polling_url': null}",
                    "{'id': 'a 1/?&', 'polling_url': ''}",
                    "{'id': 'a 1/?&', 'webhook_url': null}",
                })
        void without_polling_url_and_webhook_the_task_is_looked_for_where_it_was_submitted(String answer) {
            bfl.answers(200, Json.text(answer));

            TaskHandle handle = client.submitter()
                    .submit(submission(Endpoint.FILL_FINETUNED, BODY, in30Seconds, in30Seconds), attempts)
                    .handle();

            assertThat(handle)
                    .isEqualTo(TaskHandle.of("a 1/?&", "https://api.us1.bfl.ai/v1/get_result?id=a+1%2F%3F%26"));
        }

        @Test
        void an_untrusted_polling_url_is_handed_on_but_not_asked() {
            bfl.answers(200, Json.text("{'id': 'a1', 'polling_url': 'https://evil.com/v1/get_result?id=a1'}"));

            SubmittedTask accepted = submit();

            assertThat(accepted.handle().pollingUrl()).contains("https://evil.com/v1/get_result?id=a1");
            assertThat(client.poller().canPoll(accepted.handle())).isFalse();
            assertThat(bfl.calls()).hasSize(1);
        }
    }

    @Nested
    class Submits_in_doubt {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "{",
                    "<html>busy</html>",
                    "null",
                    "17",
                    "'a1'",
                    "[]",
                    "{}",
                    "[{'id': 'a1'}]",
                    "{'id': null}",
                    "{'id': ''}",
                    "{'id': {}}",
                    "{'id': true}",
                })
        void a_success_that_names_no_task_may_have_been_paid(String answer) {
            bfl.answers(200, Json.text(answer));

            assertThat(submitFailure())
                    .hasToString("FluxFill.SubmitUnknown: The request was sent, but the answer could not be read:"
                            + " BFL may have accepted it, and charge for it.");
            assertSentOnce();
        }

        @ParameterizedTest
        @ValueSource(ints = {300, 301, 302, 303, 307, 308, 408, 500, 501, 502, 504, 520, 524, 599})
        void an_answer_that_is_neither_a_success_nor_a_refusal_may_hide_a_paid_task(int status) {
            bfl.answers(status, Json.text("{'detail': 'Internal Server Error'}"), "1");

            assertThat(submitFailure())
                    .hasToString("FluxFill.SubmitUnknown: The request was sent, but BFL answered HTTP " + status
                            + ": BFL may have accepted it, and charge for it. BFL says: Internal Server Error");
            assertSentOnce();
        }

        @Test
        void a_lost_answer_is_never_asked_for_again() {
            bfl.losesTheAnswer("the answer was lost (SocketException)");

            FluxFillException failure = submitFailure();

            assertThat(failure)
                    .hasToString("FluxFill.SubmitUnknown: The request was sent, but the answer was lost"
                            + " (SocketException): BFL may have accepted it, and charge for it.");
            assertThat(failure.httpStatus()).isEqualTo(424);
            assertSentOnce();
        }

        @Test
        void an_answer_that_comes_too_late_is_lost() {
            bfl.answers(200, ACCEPTED).taking(Duration.ofSeconds(31));

            assertThat(submitFailure().type()).isEqualTo(ErrorType.SUBMIT_UNKNOWN);
            assertSentOnce();
            assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(30));
        }

        @Test
        void a_lost_answer_after_repeated_tries_ends_them() {
            bfl.answers(503, BUSY).notSent("the connection failed").losesTheAnswer("the answer was lost");

            assertThat(submitFailure().type()).isEqualTo(ErrorType.SUBMIT_UNKNOWN);
            assertThat(attempts.submits()).isEqualTo(3);
        }

        @ParameterizedTest
        @ValueSource(ints = {302, 400, 401, 402, 403, 404, 408, 409, 422, 429, 500, 502, 503, 504})
        void an_answer_that_names_a_task_is_no_refusal_whatever_its_status_code(int status) {
            bfl.answers(status, Json.text("{'id': 'a1', 'status': 'Error', 'detail': 'busy'}"), "1");

            assertThat(submitFailure()).hasToString("""
                FluxFill.SubmitUnknown: The request was sent, but BFL answered HTTP %d with a task's id: \
                BFL may have accepted it, and charge for it. {"id":"a1"}\
                """.formatted(status));
            assertSentOnce();
        }
    }

    @Nested
    class Answers_that_are_hard_to_read {
        private static final String NAMED = "'id': 'a1', 'polling_url': 'https://api.eu2.bfl.ai/v1/get_result?id=a1'";

        @ParameterizedTest
        @ValueSource(strings = {"1e99999999999", "NaN", "-Infinity"})
        void a_number_that_nobody_can_hold_does_not_hide_the_task(String number) {
            bfl.answers(200, Json.text("{'cost': " + number + ", " + NAMED + "}"));

            SubmittedTask accepted = submit();

            assertThat(accepted.handle()).isEqualTo(TaskHandle.of("a1", "https://api.eu2.bfl.ai/v1/get_result?id=a1"));
            assertThat(accepted.body()).isEqualTo(Json.object("{'cost': null, " + NAMED + "}"));
        }

        @Test
        void a_number_of_2000_digits_or_100000_brackets_does_not_hide_the_task() {
            bfl.answers(200, Json.text("{'cost': " + "7".repeat(2_000) + ", " + NAMED + "}"))
                    .answers(200, Json.text("{'x': " + "[".repeat(100_000) + "]".repeat(100_000) + ", " + NAMED + "}"));

            assertThat(submit().handle().id()).isEqualTo("a1");
            assertThat(submit().handle().id()).isEqualTo("a1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ",", ", 'cost': 0.", ", 'more': {", ", x}", "]"})
        void a_body_that_breaks_off_after_the_handle_is_accepted(String rest) {
            bfl.answers(200, Json.text("{" + NAMED + rest));

            assertThat(submit().handle().pollingUrl()).contains("https://api.eu2.bfl.ai/v1/get_result?id=a1");
        }

        @Test
        void a_body_that_breaks_off_in_the_polling_url_is_in_doubt_and_carries_the_id() {
            bfl.answers(200, Json.text("{'id': 'a1', 'polling_url': 'https://api.eu2.b"));

            assertThat(submitFailure()).hasToString("""
                FluxFill.SubmitUnknown: The request was sent, but the answer could not be read: \
                BFL may have accepted it, and charge for it. {"id":"a1"}\
                """);
            assertSentOnce();
        }

        @Test
        void an_id_that_is_a_number_is_one() {
            bfl.answers(200, Json.text("{'id': 77, 'polling_url': 'https://api.eu2.bfl.ai/v1/get_result?id=77'}"));

            assertThat(submit().handle()).isEqualTo(TaskHandle.of("77", "https://api.eu2.bfl.ai/v1/get_result?id=77"));
        }

        @Test
        void an_answer_without_an_id_has_the_one_in_its_polling_url_and_tells_it() {
            bfl.answers(200, Json.text("{'polling_url': 'https://api.eu2.bfl.ai/v1/get_result?id=a1'}"));

            SubmittedTask accepted = submit();

            assertThat(accepted.handle()).isEqualTo(TaskHandle.of("a1", "https://api.eu2.bfl.ai/v1/get_result?id=a1"));
            assertThat(accepted.body().get("id").textValue()).isEqualTo("a1");
        }

        @Test
        void a_polling_url_without_an_id_is_told_at_least() {
            bfl.answers(200, Json.text("{'polling_url': 'https://api.eu2.bfl.ai/tasks/a1'}"));

            assertThat(submitFailure()).hasToString("""
                FluxFill.SubmitUnknown: The request was sent, but the answer could not be read: \
                BFL may have accepted it, and charge for it. \
                {"polling_url":"https://api.eu2.bfl.ai/tasks/a1"}\
                """);
        }

        @Test
        void a_number_names_a_task_whatever_the_status_code_is() {
            bfl.answers(503, Json.text("{'id': 77, 'polling_url': 'https://api.eu2.bfl.ai/v1/get_result?id=77'}"));

            assertThat(submitFailure()).hasToString("""
                FluxFill.SubmitUnknown: The request was sent, but BFL answered HTTP 503 with a task's id: \
                BFL may have accepted it, and charge for it. \
                {"id":"77","polling_url":"https://api.eu2.bfl.ai/v1/get_result?id=77"}\
                """);
            assertSentOnce();
        }

        @Test
        void a_fault_of_the_transport_leaves_a_doubt() {
            bfl.failsWith(new IllegalStateException("closed"));

            assertThat(submitFailure())
                    .hasToString(
                            "FluxFill.SubmitUnknown: The request was sent, but a fault of this function came between"
                                    + " (IllegalStateException): BFL may have accepted it, and charge for it.");
            assertSentOnce();
        }

        @Test
        void the_key_is_struck_from_whatever_bfl_says() {
            String odd = "odd/planted+key";
            bfl.answers(422, Json.text("{'detail': [{'loc': ['odd/planted+key'], 'msg': 'no odd%2Fplanted%2Bkey'}]}"))
                    .answers(403, Json.text("{'message': 'Key odd\\/planted\\u002bkey is unknown'}"));
            Bfl client = client(limit -> odd);

            assertThat(failureOf(() -> client.submitter()
                            .submit(submission(Endpoint.FILL, BODY, in30Seconds, in30Seconds), attempts)))
                    .hasToString("""
                        FluxFill.InvalidRequest: BFL refused the request (HTTP 422). \
                        {"detail":[{"loc":["…"],"msg":"no …"}]}\
                        """);
            assertThat(failureOf(() -> client.submitter()
                            .submit(submission(Endpoint.FILL, BODY, in30Seconds, in30Seconds), attempts)))
                    .hasToString("FluxFill.Unauthorized: BFL refused the configured key (HTTP 403)."
                            + " BFL says: Key … is unknown");
        }
    }

    @Nested
    class Answers_of_something_on_the_way {
        private static final String ENVOY = "upstream connect error or disconnect/reset before headers";

        @ParameterizedTest
        @ValueSource(strings = {"", ENVOY, "<html>503 Service Unavailable</html>"})
        void a_503_that_shows_no_sign_of_bfl_is_tried_once_more(String page) {
            bfl.answers(503, page).answers(200, ACCEPTED);

            assertThat(submit().handle().id()).isEqualTo("a1");
            assertThat(attempts.submits()).isEqualTo(2);
        }

        @Test
        void after_a_second_503_with_no_sign_of_bfl_nobody_knows_what_was_accepted() {
            bfl.answers(503, ENVOY).forEver();

            assertThat(submitFailure())
                    .hasToString("FluxFill.SubmitUnknown: The request was sent, but HTTP 503 was answered, with no sign"
                            + " that it is BFL's own (neither JSON nor Retry-After): BFL may have accepted it, and"
                            + " charge for it.");
            assertThat(attempts.submits()).isEqualTo(2);
        }

        @Test
        void after_a_503_with_no_sign_of_bfl_and_no_time_for_a_second_try_nobody_knows_what_was_accepted() {
            bfl.answers(503, ENVOY);

            assertThat(submitFailure(in(millis(1_200))).type()).isEqualTo(ErrorType.SUBMIT_UNKNOWN);
            assertSentOnce();
        }

        @ParameterizedTest
        @ValueSource(ints = {402, 429, 503})
        void a_refusal_of_the_second_try_does_not_say_that_the_first_was_not_accepted(int status) {
            bfl.answers(503, ENVOY).answers(status, BUSY, "5").forEver();

            FluxFillException failure = failureOf(() -> submit(in(Duration.ofSeconds(4))));

            assertThat(failure.type()).isEqualTo(ErrorType.SUBMIT_UNKNOWN);
            assertThat(attempts.submits()).isEqualTo(2);
        }

        @Test
        void a_connection_that_fails_for_the_second_try_does_not_say_that_the_first_was_not_accepted() {
            bfl.answers(503, ENVOY).notSent("the connection failed").forEver();

            assertThat(submitFailure().type()).isEqualTo(ErrorType.SUBMIT_UNKNOWN);
        }

        @Test
        void a_key_that_is_refused_at_the_second_try_does_not_say_that_the_first_was_not_accepted() {
            RotatedKey key = RotatedKey.to(RotatedKey.NEW, time).taking(Duration.ofSeconds(29));
            bfl.answers(503, ENVOY).answers(401, KEY_REFUSED);

            FluxFillException failure = failureOf(() -> client(key)
                    .submitter()
                    .submit(submission(Endpoint.FILL, BODY, in30Seconds, in30Seconds), attempts));

            assertThat(failure.type()).isEqualTo(ErrorType.SUBMIT_UNKNOWN);
        }

        @Test
        void an_invalid_request_at_the_second_try_was_not_accepted_at_the_first_either() {
            bfl.answers(503, ENVOY).answers(422, Json.text("{'detail': 'no'}"));

            assertThat(submitFailure().type()).isEqualTo(ErrorType.INVALID_REQUEST);
        }

        @Test
        void between_two_503_with_no_sign_of_bfl_a_429_of_bfls_is_tried_again_as_ever() {
            bfl.answers(503, ENVOY).answers(429, BUSY).answers(503, ENVOY);

            assertThat(submitFailure().type()).isEqualTo(ErrorType.SUBMIT_UNKNOWN);
            assertThat(attempts.submits()).isEqualTo(3);
        }

        @Test
        void a_503_with_retry_after_is_taken_for_bfls_own() {
            bfl.answers(503, "<html>", "1").answers(503, "<html>", "1").answers(503, "<html>", "1");
            bfl.answers(200, ACCEPTED);

            assertThat(submit().handle().id()).isEqualTo("a1");
            assertThat(attempts.submits()).isEqualTo(4);
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({"401, ''", "403, <html><title>Just a moment</title></html>"})
        void a_page_in_the_place_of_a_refusal_says_nothing_of_the_key_and_cannot_have_let_the_request_through(
                int status, String page) {
            RotatedKey key = RotatedKey.to(RotatedKey.NEW, time);
            bfl.answers(status, page).forEver();

            FluxFillException failure = failureOf(() -> client(key)
                    .submitter()
                    .submit(submission(Endpoint.FILL, BODY, in30Seconds, in30Seconds), attempts));

            assertThat(failure)
                    .hasToString("FluxFill.Unavailable: Something on the way to BFL refused the request (HTTP " + status
                            + " with a page that is no JSON): BFL's key was not refused.");
            assertThat(key.refusals()).isEmpty();
            assertThat(attempts.submits()).isEqualTo(10);
        }

        @Test
        void after_a_403_with_a_page_the_submit_is_tried_again() {
            bfl.answers(403, "<html>").answers(200, ACCEPTED);

            assertThat(submit().handle().id()).isEqualTo("a1");
        }
    }

    @Nested
    class Patience {
        private final Deadline for2Seconds = in(Duration.ofSeconds(2));

        @ParameterizedTest
        @ValueSource(ints = {429, 503})
        void a_submit_is_repeated_only_while_patience_lasts(int status) {
            bfl.answers(status, "{}").forEver();

            assertThat(impatientFailure().httpStatus()).isEqualTo(status);
            assertThat(time.elapsed()).isEqualTo(millis(250 + 500 + 1_000));
            assertThat(attempts.submits()).isEqualTo(4);
        }

        @ParameterizedTest
        @ValueSource(ints = {429, 503})
        void a_longer_wait_that_the_header_asks_for_is_passed_on_at_once(int status) {
            bfl.answers(status, "{}", "3");

            assertThat(impatientFailure().retryAfter()).contains(Duration.ofSeconds(3));
            assertSentOnce();
        }

        @Test
        void a_longer_wait_that_the_body_asks_for_is_passed_on_at_once() {
            bfl.answers(
                    429,
                    Json.text("{'error': 'rate_limit_exceeded', 'message': 'Too many requests', 'retry_after': 5}"));

            FluxFillException failure = impatientFailure();

            assertThat(failure)
                    .hasToString("FluxFill.RateLimited: BFL answered 429, too many tasks."
                            + " BFL says: Too many requests (rate_limit_exceeded)");
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(5));
            assertSentOnce();
        }

        @Test
        void a_connection_that_fails_is_tried_again_only_while_patience_lasts() {
            bfl.notSent("the connection failed").taking(millis(900)).forEver();

            assertThat(impatientFailure().type()).isEqualTo(ErrorType.UNAVAILABLE);
            assertThat(attempts.submits()).isEqualTo(2);
        }

        @Test
        void a_try_that_was_begun_in_time_has_all_the_time_there_is() {
            bfl.answers(429, "{}").answers(200, ACCEPTED).taking(Duration.ofSeconds(20));

            assertThat(submitImpatiently().handle().id()).isEqualTo("a1");
        }

        private SubmittedTask submitImpatiently() {
            return client.submitter().submit(submission(Endpoint.FILL, BODY, for2Seconds, in30Seconds), attempts);
        }

        private FluxFillException impatientFailure() {
            return failureOf(this::submitImpatiently);
        }
    }

    @Nested
    class Refused_submits {

        @ParameterizedTest(name = "{0}: {1}, HTTP {2}")
        @CsvSource({
            "400, INVALID_REQUEST, 400",
            "401, UNAUTHORIZED, 502",
            "402, INSUFFICIENT_CREDITS, 402",
            "403, UNAUTHORIZED, 502",
            "404, INVALID_REQUEST, 422",
            "405, INVALID_REQUEST, 422",
            "409, INVALID_REQUEST, 422",
            "413, INVALID_REQUEST, 422",
            "418, INVALID_REQUEST, 422",
            "422, INVALID_REQUEST, 422",
            "451, INVALID_REQUEST, 422",
            "499, INVALID_REQUEST, 422",
        })
        void a_refusal_is_final(int status, ErrorType type, int httpStatus) {
            bfl.answers(status, Json.text("{'detail': 'no'}"), "1");

            FluxFillException failure = submitFailure();

            assertThat(failure.type()).isEqualTo(type);
            assertThat(failure.httpStatus()).isEqualTo(httpStatus);
            assertThat(failure.getMessage()).endsWith(". BFL says: no");
            assertThat(failure.data()).isEmpty();
            assertSentOnce();
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "null", "{}", "{'detail': null}", "{'id': null}", "{'detail': NaN}"})
        void a_refusal_need_not_say_anything(String body) {
            bfl.answers(403, Json.text(body));

            assertThat(submitFailure())
                    .hasToString("FluxFill.Unauthorized: BFL refused the configured key (HTTP 403).");
        }

        @Test
        void a_key_of_the_wrong_form_is_no_fault_of_the_input() {
            bfl.answers(422, Json.text("{'detail': 'Invalid API key format'}"));

            assertThat(submitFailure())
                    .hasToString("FluxFill.Unauthorized: BFL refused the configured key (HTTP 422)."
                            + " BFL says: Invalid API key format");
        }

        @Test
        void the_faults_are_handed_on_without_the_picture_that_bfl_echoes() {
            String picture = "iVBORw0KGgo".repeat(10_000);
            bfl.answers(422, """
                {"detail": [{"type": "less_than_equal", "loc": ["body", "steps"],
                 "msg": "Input should be less than or equal to 50",
                 "input": {"image": "%s"}, "ctx": {"le": 50}}]}\
                """.formatted(picture));

            FluxFillException failure = submitFailure();

            assertThat(failure).hasToString("""
                FluxFill.InvalidRequest: BFL refused the request (HTTP 422). \
                {"detail":[{"type":"less_than_equal","loc":["body","steps"],\
                "msg":"Input should be less than or equal to 50"}]}\
                """);
        }
    }

    @Nested
    class Refused_keys {

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({"401, no", "403, Not authenticated - Invalid Authentication", "422, Invalid API key format"})
        void a_submit_whose_key_is_refused_is_sent_again_at_once_with_a_newer_one(int status, String detail) {
            RotatedKey key = RotatedKey.to(RotatedKey.NEW, time);
            bfl.answers(status, Json.text("{'detail': '" + detail + "'}"), "9")
                    .taking(Duration.ofSeconds(2))
                    .answers(200, ACCEPTED);

            assertThat(submit(key).handle().id()).isEqualTo("a1");
            assertThat(key.refusals()).containsExactly(new RotatedKey.Refused(RotatedKey.OLD, Duration.ofSeconds(28)));
            assertThat(bfl.calls()).extracting(Call::key).containsExactly(RotatedKey.OLD, RotatedKey.NEW);
            assertThat(bfl.calls()).extracting(Call::body).containsExactly(REQUEST, REQUEST);
            assertThat(attempts.submits()).isEqualTo(2);
            assertThat(time.sleeps()).isEmpty();
        }

        @Test
        void a_newer_key_that_is_refused_too_is_told_and_no_third_one_looked_for() {
            RotatedKey key = RotatedKey.to(RotatedKey.NEW, time);
            bfl.answers(401, KEY_REFUSED).answers(403, KEY_REFUSED);

            assertThat(submitFailure(key))
                    .hasToString("FluxFill.Unauthorized: BFL refused the configured key (HTTP 403).");
            assertThat(key.refusals()).hasSize(1);
            assertThat(attempts.submits()).isEqualTo(2);
        }

        @Test
        void a_refusal_is_told_where_there_is_no_newer_key() {
            RotatedKey key = RotatedKey.toNothing(time);
            bfl.answers(401, KEY_REFUSED);

            assertThat(submitFailure(key))
                    .hasToString("FluxFill.Unauthorized: BFL refused the configured key (HTTP 401).");
            assertThat(key.refusals()).hasSize(1);
            assertSentOnce();
        }

        @Test
        void a_newer_key_that_is_the_same_is_not_sent_again() {
            bfl.answers(403, KEY_REFUSED);

            assertThat(submitFailure(RotatedKey.to(RotatedKey.OLD, time)).type())
                    .isEqualTo(ErrorType.UNAUTHORIZED);
            assertSentOnce();
        }

        @Test
        void with_the_newer_key_the_submit_is_tried_again_as_with_any() {
            bfl.answers(403, KEY_REFUSED).answers(429, "").answers(503, BUSY).answers(200, ACCEPTED);

            submit(RotatedKey.to(RotatedKey.NEW, time));

            assertThat(bfl.calls())
                    .extracting(Call::key)
                    .containsExactly(RotatedKey.OLD, RotatedKey.NEW, RotatedKey.NEW, RotatedKey.NEW);
            assertThat(time.sleeps()).containsExactly(millis(250), millis(500));
        }

        @ParameterizedTest
        @ValueSource(ints = {400, 402, 404, 422, 500, 502})
        void a_submit_whose_key_is_not_refused_is_never_sent_again_with_another(int status) {
            RotatedKey key = RotatedKey.to(RotatedKey.NEW, time);
            bfl.answers(status, Json.text("{'detail': 'no'}"));

            assertThat(submitFailure(key).type()).isNotEqualTo(ErrorType.UNAUTHORIZED);
            assertThat(key.refusals()).isEmpty();
            assertSentOnce();
        }

        @ParameterizedTest
        @ValueSource(ints = {401, 403, 422})
        void a_refusal_that_names_a_task_is_never_sent_again(int status) {
            RotatedKey key = RotatedKey.to(RotatedKey.NEW, time);
            bfl.answers(status, Json.text("{'id': 'a1', 'detail': 'Invalid API key format'}"));

            assertThat(submitFailure(key).type()).isEqualTo(ErrorType.SUBMIT_UNKNOWN);
            assertThat(key.refusals()).isEmpty();
            assertSentOnce();
        }

        @Test
        void a_lost_answer_with_the_newer_key_is_in_doubt() {
            bfl.answers(403, KEY_REFUSED).losesTheAnswer("the answer was lost");

            assertThat(submitFailure(RotatedKey.to(RotatedKey.NEW, time)).type())
                    .isEqualTo(ErrorType.SUBMIT_UNKNOWN);
            assertThat(attempts.submits()).isEqualTo(2);
        }

        @Test
        void a_newer_key_that_comes_with_a_second_left_is_not_used() {
            RotatedKey key = RotatedKey.to(RotatedKey.NEW, time).taking(Duration.ofSeconds(29));
            bfl.answers(403, KEY_REFUSED);

            assertThat(submitFailure(key)).hasToString("FluxFill.Unavailable: There was no time left to submit.");
            assertSentOnce();
        }

        private SubmittedTask submit(ApiKey key) {
            return client(key).submitter().submit(submission(Endpoint.FILL, BODY, in30Seconds, in30Seconds), attempts);
        }

        private FluxFillException submitFailure(ApiKey key) {
            return failureOf(() -> submit(key));
        }
    }

    @Nested
    class Submits_that_are_tried_again {

        @Test
        void a_submit_is_tried_again_after_a_failed_connection() {
            bfl.notSent("the connection failed")
                    .notSent("the connection failed")
                    .answers(200, ACCEPTED);

            assertThat(submit().handle().id()).isEqualTo("a1");
            assertThat(attempts.submits()).isEqualTo(3);
            assertThat(time.sleeps()).containsExactly(millis(250), millis(500));
        }

        @ParameterizedTest
        @ValueSource(ints = {429, 503})
        void a_submit_is_tried_again_after_429_and_503(int status) {
            bfl.answers(status, Json.text("{'detail': 'busy'}"))
                    .answers(status, "{}")
                    .answers(200, ACCEPTED);

            assertThat(submit().handle().id()).isEqualTo("a1");
            assertThat(attempts.submits()).isEqualTo(3);
            assertThat(time.sleeps()).containsExactly(millis(250), millis(500));
        }

        @ParameterizedTest
        @ValueSource(ints = {429, 503})
        void a_submit_is_not_tried_again_before_the_seconds_that_bfl_asks_for(int status) {
            bfl.answers(status, "", "7").answers(200, ACCEPTED);

            submit();

            assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(7));
        }

        @ParameterizedTest
        @ValueSource(ints = {429, 503})
        void a_submit_is_not_tried_again_before_the_date_that_bfl_names(int status) {
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    FakeTime.START.plusSeconds(9).atOffset(ZoneOffset.UTC));
            bfl.answers(status, "", date).taking(Duration.ofSeconds(2)).answers(200, ACCEPTED);

            submit();

            assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(7));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "soon", "-1", "1.5", "0"})
        void a_submit_is_tried_again_after_the_usual_pause_where_bfl_asks_for_none_that_can_be_read(String retryAfter) {
            bfl.answers(429, "", retryAfter).answers(200, ACCEPTED);

            submit();

            assertThat(time.sleeps()).containsExactly(millis(250));
        }

        @Test
        void a_wait_that_bfl_asks_for_counts_once() {
            bfl.answers(429, "", "7").notSent("the connection failed").answers(200, ACCEPTED);

            submit();

            assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(7), millis(500));
        }
    }

    @Nested
    class When_the_time_is_up {

        @Test
        void a_429_is_told_as_rate_limited() {
            bfl.answers(429, "").forEver();

            FluxFillException failure = submitFailure();

            assertThat(failure).hasToString("FluxFill.RateLimited: BFL answered 429, too many tasks.");
            assertThat(failure.httpStatus()).isEqualTo(429);
            assertThat(failure.retryAfter()).isEmpty();
            assertThat(attempts.submits()).isEqualTo(10);
            assertThat(time.elapsed()).isEqualTo(millis(27_750));
        }

        @Test
        void a_503_is_told_as_unavailable() {
            bfl.answers(503, BUSY).forEver();

            FluxFillException failure = submitFailure();

            assertThat(failure).hasToString("FluxFill.Unavailable: BFL is not available (it answered HTTP 503).");
            assertThat(failure.httpStatus()).isEqualTo(503);
            assertThat(attempts.submits()).isEqualTo(10);
        }

        @Test
        void a_failed_connection_is_told_as_unavailable() {
            bfl.notSent("the connection failed (ConnectException)").forEver();

            assertThat(submitFailure())
                    .hasToString("FluxFill.Unavailable: BFL could not be reached: the connection failed"
                            + " (ConnectException). Nothing was accepted.");
            assertThat(attempts.submits()).isEqualTo(10);
        }

        @Test
        void what_went_wrong_last_is_told() {
            bfl.answers(429, "").notSent("the connection failed").forEver();

            assertThat(submitFailure().type()).isEqualTo(ErrorType.UNAVAILABLE);
        }

        @ParameterizedTest
        @ValueSource(ints = {429, 503})
        void a_wait_longer_than_the_time_left_is_not_begun_but_handed_on(int status) {
            bfl.answers(status, "", "60");

            FluxFillException failure = submitFailure();

            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(60));
            assertSentOnce();
            assertThat(time.elapsed()).isZero();
        }

        @Test
        void no_try_starts_with_a_second_left() {
            bfl.answers(429, "", "9");

            submitFailure(in(Duration.ofSeconds(10)));

            assertSentOnce();
        }

        @Test
        void the_last_try_starts_with_more_than_a_second_left() {
            bfl.answers(429, "", "9").answers(200, ACCEPTED);

            submit(in(Duration.ofSeconds(10).plusNanos(1)));

            assertThat(bfl.calls()).hasSize(2);
            assertThat(bfl.calls().get(1).limit())
                    .isEqualTo(Duration.ofSeconds(1).plusNanos(1));
        }

        @ParameterizedTest
        @ValueSource(longs = {-5_000, 0, 1, 999, 1_000})
        void nothing_is_sent_with_a_second_left_or_less(long millisLeft) {
            assertThat(submitFailure(in(millis(millisLeft))))
                    .hasToString("FluxFill.Unavailable: There was no time left to submit.");
            assertThat(bfl.calls()).isEmpty();
            assertThat(attempts.submits()).isZero();
        }

        @Test
        void a_submit_is_sent_with_little_more_than_a_second_left() {
            bfl.answers(200, ACCEPTED);

            submit(in(Duration.ofSeconds(1).plusNanos(1)));

            assertThat(bfl.calls()).hasSize(1);
        }

        @Test
        void the_time_that_it_takes_to_get_the_key_counts_and_is_limited() {
            Bfl slow = client(limit -> {
                assertThat(limit).isEqualTo(Duration.ofSeconds(30));
                time.advance(millis(29_500));
                return KEY;
            });

            FluxFillException failure = failureOf(
                    () -> slow.submitter().submit(submission(Endpoint.FILL, BODY, in30Seconds, in30Seconds), attempts));

            assertThat(failure.type()).isEqualTo(ErrorType.UNAVAILABLE);
            assertThat(bfl.calls()).isEmpty();
            assertThat(attempts.submits()).isZero();
        }

        @Test
        void a_pause_that_took_longer_than_it_should_counts_too() {
            time.oversleepingBy(Duration.ofSeconds(29));
            bfl.answers(503, BUSY);

            assertThat(submitFailure().type()).isEqualTo(ErrorType.UNAVAILABLE);
            assertThat(bfl.calls()).hasSize(1);
        }
    }

    private SubmittedTask submit() {
        return submit(in30Seconds);
    }

    private SubmittedTask submit(Deadline deadline) {
        return client.submitter().submit(submission(Endpoint.FILL, BODY, deadline, deadline), attempts);
    }

    private FluxFillException submitFailure() {
        return submitFailure(in30Seconds);
    }

    private FluxFillException submitFailure(Deadline deadline) {
        return failureOf(() -> submit(deadline));
    }

    private void assertSentOnce() {
        assertThat(bfl.calls()).hasSize(1);
        assertThat(attempts.submits()).isEqualTo(1);
        assertThat(time.sleeps()).isEmpty();
    }
}
