package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.testing.Json;
import io.fluxfill.testing.ScriptedTransport.Call;
import io.fluxfill.testing.ScriptedTransport.Kind;
import io.fluxfill.waiting.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskPollerTest extends BflFixture {
    private static final String POLLING_URL = "https://api.eu2.bfl.ai/v1/get_result?id=a1&x=%2F%20y";
    private static final TaskHandle HANDLE = TaskHandle.of("a1", POLLING_URL);
    private static final String HANDLE_JSON = Json.text("{'id':'a1','polling_url':'" + POLLING_URL + "'}");
    private static final String KEY_REFUSED = Json.text("{'detail': null}");
    private static final String PENDING = Json.text("{'id': 'a1', 'status': 'Pending'}");
    private static final String READY = """
        {"id": "a1", "status": "Ready", "result": {"sample": "https://delivery.bfl.ai/a?sig=1", \
        "start_time": 1795176000.123456, "new": [1]}, "cost": 5, "more": {}}\
        """;

    @Nested
    class What_is_sent {

        @Test
        void the_polling_url_is_asked_exactly_as_given_with_the_key_for_at_most_ten_seconds() {
            bfl.answers(200, PENDING);

            poll();

            assertThat(bfl.onlyCall())
                    .returns(Kind.GET, Call::kind)
                    .returns(POLLING_URL, Call::address)
                    .returns(KEY, Call::key)
                    .returns(null, Call::body)
                    .returns(Duration.ofSeconds(10), Call::limit);
            assertThat(attempts.polls()).isEqualTo(1);
            assertThat(attempts.submits()).isZero();
        }

        @Test
        void with_less_time_left_the_limit_is_that() {
            bfl.answers(200, PENDING);

            poll(in(millis(9_999)));

            assertThat(bfl.onlyCall().limit()).isEqualTo(millis(9_999));
        }

        @Test
        void without_a_polling_url_the_task_is_looked_for_on_the_host_of_plain_fill() {
            bfl.answers(200, PENDING);
            TaskHandle handle = TaskHandle.byId("a 1/?&é");

            LocatedTask found = client.poller().poll(handle, in30Seconds, attempts);

            assertThat(found.handle().pollingUrl()).contains("https://api.bfl.ai/v1/get_result?id=a+1%2F%3F%26%C3%A9");
            assertThat(client.poller().canPoll(handle)).isTrue();
            assertThat(bfl.onlyCall().address()).isEqualTo("https://api.bfl.ai/v1/get_result?id=a+1%2F%3F%26%C3%A9");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://evil.com/v1/get_result?id=a1",
                    "http://api.bfl.ai/v1/get_result?id=a1",
                    "https://api.bfl.ai.evil.com/v1/get_result?id=a1",
                    "https://api.bfl.ai@evil.com/v1/get_result?id=a1",
                    "https://api.bfl.ai:8443/v1/get_result?id=a1",
                    "",
                    "nonsense",
                })
        void an_untrusted_polling_url_is_never_asked(String pollingUrl) {
            TaskHandle handle = TaskHandle.of("a1", pollingUrl);

            FluxFillException failure = failureOf(() -> client.poller().poll(handle, in30Seconds, attempts));

            assertThat(client.poller().canPoll(handle)).isFalse();
            assertThat(failure).hasToString("""
                FluxFill.InvalidRequest: The polling_url is not on a host of BFL's: it is not asked. \
                {"id":"a1","polling_url":"%s"}\
                """.formatted(pollingUrl));
            assertThat(bfl.calls()).isEmpty();
            assertThat(attempts.polls()).isZero();
        }

        @Test
        void a_key_that_cannot_be_got_does_not_lose_the_handle() {
            Bfl keyless = client(limit -> {
                throw new FluxFillException(ErrorType.INTERNAL, "The key could not be read.");
            });

            assertThat(failureOf(() -> keyless.poller().poll(HANDLE, in30Seconds, attempts)))
                    .hasToString("FluxFill.Internal: The key could not be read. " + HANDLE_JSON);
            assertThat(attempts.polls()).isZero();
        }
    }

    @Nested
    class Answers {

        @Test
        void a_finished_task_is_handed_on_with_every_key() {
            bfl.answers(200, READY);

            Task task = poll();

            assertThat(task.body()).hasToString(READY.replace(": ", ":").replace(", ", ","));
            assertThat(task.status()).isEqualTo(TaskStatus.READY);
            assertThat(time.sleeps()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"Pending", "Reasoning", "Generating", "Queued", "ready", "READY", "", "Task Not Found"})
        void a_status_word_that_is_not_known_means_not_finished_yet(String word) {
            bfl.answers(200, Json.text("{'id': 'a1', 'status': '" + word + "', 'progress': 0.5}"));

            Task task = poll();

            assertThat(task.status()).isEqualTo(TaskStatus.UNFINISHED);
            assertThat(task.word()).isEqualTo(word);
            assertThat(bfl.calls()).hasSize(1);
        }

        @ParameterizedTest(name = "HTTP {0}, {1}")
        @MethodSource("io.fluxfill.bfl.TaskPollerTest#statusCodesAndTerminalWords")
        void a_terminal_status_counts_whatever_the_status_code_is(int status, String word) {
            String body = Json.text("{'id': 'a1', 'status': '" + word + "', 'details': {'error': 'x'}}");
            bfl.answers(status, body, "1");

            Task task = poll();

            assertThat(task.body()).isEqualTo(Json.object(body));
            assertThat(task.status().isTerminal()).isTrue();
            assertThat(task.httpStatus()).isEqualTo(status);
            assertThat(attempts.polls()).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "<html>", "{'detail': 'Not Found'}", "{'id': 'a1', 'status': 'Pending'}"})
        void a_404_is_a_task_that_is_not_found(String body) {
            bfl.answers(404, Json.text(body));

            Task task = poll();

            assertThat(task.body()).isEqualTo(Json.object("{'id': 'a1', 'status': 'Task not found'}"));
            assertThat(task.status()).isEqualTo(TaskStatus.NOT_FOUND);
            assertThat(task.httpStatus()).isEqualTo(404);
            assertThat(attempts.polls()).isEqualTo(1);
        }
    }

    static Stream<Arguments> statusCodesAndTerminalWords() {
        return Stream.of(200, 202, 302, 400, 401, 403, 404, 422, 429, 500, 503)
                .flatMap(status -> Stream.of(
                                "Ready", "Request Moderated", "Content Moderated", "Error", "Failed", "Task not found")
                        .map(word -> Arguments.of(status, word)));
    }

    @Nested
    class Refused_polls {

        @ParameterizedTest(name = "{0}: {1}, HTTP {2}")
        @CsvSource({
            "400, INVALID_REQUEST, 400",
            "401, UNAVAILABLE, 503",
            "402, INSUFFICIENT_CREDITS, 402",
            "403, UNAVAILABLE, 503",
            "405, INVALID_REQUEST, 422",
            "418, INVALID_REQUEST, 422",
            "422, INVALID_REQUEST, 422",
        })
        void a_refusal_is_final_and_carries_the_handle(int status, ErrorType type, int httpStatus) {
            bfl.answers(status, Json.text("{'detail': 'no'}"), "1");

            FluxFillException failure = pollFailure();

            assertThat(failure.type()).isEqualTo(type);
            assertThat(failure.httpStatus()).isEqualTo(httpStatus);
            assertThat(failure.task()).contains(HANDLE);
            assertThat(attempts.polls()).isEqualTo(1);
            assertThat(time.sleeps()).isEmpty();
        }

        @Test
        void a_422_of_an_unfinished_task_is_a_refusal() {
            bfl.answers(422, PENDING);

            assertThat(pollFailure())
                    .hasToString("FluxFill.InvalidRequest: BFL refused the request (HTTP 422). " + HANDLE_JSON);
        }

        @Test
        void the_faults_come_with_the_handle_and_without_what_bfl_echoes() {
            bfl.answers(422, """
                {"detail": [{"type": "missing", "loc": ["query", "id"], "msg": "Field required",
                 "input": "secret"}]}\
                """);

            FluxFillException failure = pollFailure();

            assertThat(failure.task()).contains(HANDLE);
            assertThat(failure.data()).isEqualTo(Json.object("""
                {'detail': [{'type': 'missing', 'loc': ['query', 'id'], 'msg': 'Field required'}]}
                """));
        }
    }

    @Nested
    class Refused_keys {

        @ParameterizedTest
        @ValueSource(ints = {401, 403})
        void a_poll_whose_key_is_refused_is_sent_again_at_once_with_a_newer_one(int status) {
            RotatedKey key = RotatedKey.to(RotatedKey.NEW, time);
            bfl.answers(status, Json.text("{'detail': 'no'}"), "9").answers(200, READY);

            assertThat(client(key)
                            .poller()
                            .poll(HANDLE, in30Seconds, attempts)
                            .task()
                            .status())
                    .isEqualTo(TaskStatus.READY);
            assertThat(key.refusals()).containsExactly(new RotatedKey.Refused(RotatedKey.OLD, Duration.ofSeconds(30)));
            assertThat(bfl.calls()).extracting(Call::key).containsExactly(RotatedKey.OLD, RotatedKey.NEW);
            assertThat(bfl.calls()).extracting(Call::address).containsExactly(POLLING_URL, POLLING_URL);
            assertThat(attempts.polls()).isEqualTo(2);
            assertThat(time.sleeps()).isEmpty();
        }

        @Test
        void a_newer_key_that_is_refused_too_is_told_with_the_handle() {
            RotatedKey key = RotatedKey.to(RotatedKey.NEW, time);
            bfl.answers(401, KEY_REFUSED).answers(403, KEY_REFUSED);

            assertThat(failureOf(() -> client(key).poller().poll(HANDLE, in30Seconds, attempts)))
                    .hasToString("FluxFill.Unavailable: BFL's key was not accepted where the polling_url asks for the"
                            + " task. BFL refused the configured key (HTTP 403). " + HANDLE_JSON);
            assertThat(key.refusals()).hasSize(1);
        }

        @Test
        void a_refusal_is_told_with_the_handle_where_there_is_no_newer_key() {
            bfl.answers(401, KEY_REFUSED);

            assertThat(failureOf(
                            () -> client(RotatedKey.toNothing(time)).poller().poll(HANDLE, in30Seconds, attempts)))
                    .hasToString("FluxFill.Unavailable: BFL's key was not accepted where the polling_url asks for the"
                            + " task. BFL refused the configured key (HTTP 401). " + HANDLE_JSON);
            assertThat(attempts.polls()).isEqualTo(1);
        }

        @Test
        void where_the_id_alone_is_known_it_is_bfls_first_host_that_refuses_the_key() {
            bfl.answers(403, Json.text("{'detail': 'no'}"));

            assertThat(failureOf(() -> client.poller().poll(TaskHandle.byId("a1"), in30Seconds, attempts)))
                    .hasToString("FluxFill.Unauthorized: BFL refused the configured key (HTTP 403). BFL says: no"
                            + Json.text(" {'id':'a1'}"));
        }

        @Test
        void a_key_that_was_not_even_sent_is_no_matter_of_the_polling_url() {
            Bfl keyless = client(limit -> {
                throw new FluxFillException(ErrorType.UNAUTHORIZED, "The parameter does not exist.");
            });

            assertThat(failureOf(() -> keyless.poller().poll(HANDLE, in30Seconds, attempts))
                            .type())
                    .isEqualTo(ErrorType.UNAUTHORIZED);
        }

        @Test
        void a_newer_key_is_looked_for_once_in_thirty_seconds() {
            RotatedKey key = RotatedKey.toNothing(time);
            Bfl rotated = client(key);
            bfl.answers(403, KEY_REFUSED).forEver();

            failureOf(() -> rotated.poller().poll(HANDLE, in30Seconds, attempts));
            time.advance(millis(29_999));
            failureOf(() -> rotated.poller().poll(HANDLE, in(millis(1_000)), attempts));
            assertThat(key.refusals()).hasSize(1);

            time.advance(millis(1));
            failureOf(() -> rotated.poller().poll(HANDLE, in(millis(1_000)), attempts));
            assertThat(key.refusals()).hasSize(2);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "Forbidden", "<html><title>Just a moment</title></html>"})
        void a_page_of_a_proxy_is_no_refusal_and_is_tried_again(String page) {
            RotatedKey key = RotatedKey.to(RotatedKey.NEW, time);
            bfl.answers(403, page).answers(401, page).answers(200, READY);

            assertThat(client(key)
                            .poller()
                            .poll(HANDLE, in30Seconds, attempts)
                            .task()
                            .status())
                    .isEqualTo(TaskStatus.READY);
            assertThat(key.refusals()).isEmpty();
        }

        @Test
        void a_newer_key_that_comes_when_the_time_is_up_is_not_used() {
            RotatedKey key = RotatedKey.to(RotatedKey.NEW, time).taking(Duration.ofSeconds(30));
            bfl.answers(403, KEY_REFUSED);

            assertThat(failureOf(() -> client(key).poller().poll(HANDLE, in30Seconds, attempts)))
                    .hasToString("FluxFill.Unavailable: There was no time left to ask for the task. " + HANDLE_JSON);
            assertThat(attempts.polls()).isEqualTo(1);
        }
    }

    @Nested
    class Polls_that_are_tried_again {

        @ParameterizedTest
        @ValueSource(ints = {301, 302, 307, 408, 429, 500, 502, 503, 504, 520})
        void a_poll_is_tried_again_after_an_answer_that_says_nothing_of_the_task(int status) {
            bfl.answers(status, Json.text("{'detail': 'busy'}"))
                    .answers(status, "<html>")
                    .answers(200, READY);

            assertThat(poll().status()).isEqualTo(TaskStatus.READY);
            assertThat(attempts.polls()).isEqualTo(3);
            assertThat(time.sleeps()).containsExactly(millis(250), millis(500));
        }

        @Test
        void the_time_of_each_try_is_noted_without_the_pauses_between_them() {
            bfl.answers(503, "{}")
                    .taking(millis(30))
                    .losesTheAnswer("cut off")
                    .taking(millis(200))
                    .notSent("no connection")
                    .taking(millis(4))
                    .answers(200, READY)
                    .taking(millis(50));

            poll();

            assertThat(attempts.pollTimes()).containsExactly(millis(30), millis(200), millis(4), millis(50));
            assertThat(attempts.lastPolledAt()).contains(time.instant());
        }

        @ParameterizedTest
        @ValueSource(ints = {301, 408, 429, 500, 503})
        void a_poll_is_tried_again_after_an_unfinished_task_that_comes_with_an_error(int status) {
            bfl.answers(status, PENDING).answers(200, READY);

            assertThat(poll().status()).isEqualTo(TaskStatus.READY);
            assertThat(attempts.polls()).isEqualTo(2);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "{",
                    "<html>",
                    "null",
                    "[]",
                    "17",
                    "{}",
                    "{'status': null}",
                    "{'status': 1}",
                    "[{'status': 'Ready'}]"
                })
        void a_poll_is_tried_again_after_a_success_that_cannot_be_read(String body) {
            bfl.answers(200, Json.text(body)).answers(200, READY);

            assertThat(poll().status()).isEqualTo(TaskStatus.READY);
            assertThat(attempts.polls()).isEqualTo(2);
        }

        @Test
        void a_poll_is_tried_again_after_a_failed_connection_and_after_a_lost_answer() {
            bfl.notSent("the connection failed")
                    .losesTheAnswer("the answer was lost")
                    .answers(200, READY);

            assertThat(poll().status()).isEqualTo(TaskStatus.READY);
            assertThat(attempts.polls()).isEqualTo(3);
            assertThat(time.sleeps()).containsExactly(millis(250), millis(500));
        }

        @Test
        void a_poll_is_tried_again_after_one_that_hangs_for_ten_seconds() {
            bfl.answers(200, PENDING).taking(Duration.ofHours(1)).answers(200, READY);

            assertThat(poll().status()).isEqualTo(TaskStatus.READY);
            assertThat(time.elapsed()).isEqualTo(millis(10_250));
        }

        @ParameterizedTest
        @ValueSource(ints = {429, 500, 503})
        void a_poll_is_not_tried_again_before_the_seconds_that_bfl_asks_for(int status) {
            bfl.answers(status, "", "7").answers(200, READY);

            poll();

            assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(7));
        }

        @Test
        void a_poll_is_not_tried_again_before_the_date_that_bfl_names() {
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    FakeTime.START.plusSeconds(9).atOffset(ZoneOffset.UTC));
            bfl.answers(503, "", date).taking(Duration.ofSeconds(2)).answers(200, READY);

            poll();

            assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(7));
        }
    }

    @Nested
    class Odd_answers {

        @Test
        void a_wait_that_bfl_asks_for_is_read_from_the_body_too() {
            bfl.answers(429, Json.text("{'error': 'rate_limit_exceeded', 'message': 'Too many', 'retry_after': 5}"))
                    .answers(200, READY);

            poll();

            assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(5));
        }

        @Test
        void bfls_reason_is_told_when_the_time_is_up() {
            bfl.answers(503, Json.text("{'error': 'overloaded', 'message': 'Come back later'}"))
                    .forEver();

            assertThat(pollFailure())
                    .hasToString("FluxFill.Unavailable: BFL is not available (it answered HTTP 503)."
                            + " BFL says: Come back later (overloaded) " + HANDLE_JSON);
        }

        @ParameterizedTest
        @ValueSource(strings = {"1e99999999999", "NaN"})
        void a_number_that_cannot_be_read_does_not_hide_the_picture(String number) {
            bfl.answers(200, READY.replace(Json.text("'cost': 5"), Json.text("'cost': " + number)));

            Task task = poll();

            assertThat(task.status()).isEqualTo(TaskStatus.READY);
            assertThat(task.result().path("sample").textValue()).isEqualTo("https://delivery.bfl.ai/a?sig=1");
            assertThat(attempts.polls()).isEqualTo(1);
        }

        @Test
        void a_body_that_breaks_off_is_asked_for_again() {
            bfl.answers(200, Json.text("{'id': 'a1', 'status': 'Ready', ")).answers(200, READY);

            assertThat(poll().result().has("sample")).isTrue();
            assertThat(attempts.polls()).isEqualTo(2);
        }

        @Test
        void a_body_without_an_id_is_given_the_one_that_was_asked_for() {
            bfl.answers(200, Json.text("{'status': 'Pending'}"));

            assertThat(poll().body().path("id").textValue()).isEqualTo("a1");
        }

        @Test
        void the_key_is_struck_from_whatever_bfl_says() {
            Bfl odd = client(limit -> "odd/planted+key");
            bfl.answers(200, Json.text("{'id': 'a1', 'status': 'Error', 'details': {'error': 'no odd/planted+key'}}"));

            assertThat(odd.poller().poll(HANDLE, in30Seconds, attempts).task().body())
                    .isEqualTo(Json.object("{'id': 'a1', 'status': 'Error', 'details': {'error': 'no …'}}"));
        }
    }

    @Nested
    class When_the_time_is_up {

        @Test
        void a_503_is_told_as_unavailable_with_the_handle() {
            bfl.answers(503, "").forEver();

            FluxFillException failure = pollFailure();

            assertThat(failure)
                    .hasToString("FluxFill.Unavailable: BFL is not available (it answered HTTP 503). " + HANDLE_JSON);
            assertThat(failure.httpStatus()).isEqualTo(503);
            assertThat(attempts.polls()).isEqualTo(10);
        }

        @Test
        void a_429_is_told_as_rate_limited_with_the_handle() {
            bfl.answers(429, "").forEver();

            assertThat(pollFailure())
                    .hasToString("FluxFill.RateLimited: BFL answered 429, too many tasks. " + HANDLE_JSON);
        }

        @Test
        void a_lost_answer_is_told_as_unavailable_with_the_handle() {
            bfl.losesTheAnswer("the answer was lost (SocketException)").forEver();

            assertThat(pollFailure())
                    .hasToString("FluxFill.Unavailable: BFL could not be asked for the task: the answer was lost"
                            + " (SocketException). " + HANDLE_JSON);
        }

        @Test
        void a_success_that_cannot_be_read_is_told_as_what_it_is() {
            bfl.answers(200, "<html>").forEver();

            assertThat(pollFailure())
                    .hasToString("FluxFill.Unavailable: BFL's answer could not be read (HTTP 200). " + HANDLE_JSON);
        }

        @Test
        void a_wait_longer_than_the_time_left_is_not_begun_but_handed_on() {
            bfl.answers(429, "", "60");

            FluxFillException failure = pollFailure();

            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(60));
            assertThat(failure.task()).contains(HANDLE);
            assertThat(attempts.polls()).isEqualTo(1);
            assertThat(time.elapsed()).isZero();
        }

        @Test
        void no_try_starts_when_the_pause_would_use_up_the_time() {
            bfl.answers(503, "");

            pollFailure(in(millis(250)));

            assertThat(bfl.calls()).hasSize(1);
            assertThat(time.sleeps()).isEmpty();
        }

        @Test
        void the_last_try_starts_in_time_however_little_there_is_left() {
            bfl.answers(503, "").answers(200, READY);

            poll(in(millis(250).plusNanos(1)));

            assertThat(bfl.calls()).hasSize(2);
            assertThat(bfl.calls().get(1).limit()).isEqualTo(Duration.ofNanos(1));
        }

        @Test
        void no_exchange_may_outlast_the_deadline() {
            bfl.answers(503, "").taking(millis(700)).forEver();

            pollFailure(in(Duration.ofSeconds(17)));

            Instant end = FakeTime.START.plusSeconds(17);
            assertThat(bfl.calls())
                    .isNotEmpty()
                    .allSatisfy(call -> assertThat(call.at().plus(call.limit())).isBeforeOrEqualTo(end));
            assertThat(time.instant()).isBeforeOrEqualTo(end);
        }

        @Test
        void a_pause_that_took_longer_than_it_should_ends_the_wait() {
            time.oversleepingBy(Duration.ofSeconds(30));
            bfl.answers(503, "");

            assertThat(pollFailure().type()).isEqualTo(ErrorType.UNAVAILABLE);
            assertThat(bfl.calls()).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(longs = {-5_000, 0})
        void nothing_is_asked_when_no_time_is_left(long millisLeft) {
            assertThat(pollFailure(in(millis(millisLeft))))
                    .hasToString("FluxFill.Unavailable: There was no time left to ask for the task. " + HANDLE_JSON);
            assertThat(bfl.calls()).isEmpty();
            assertThat(attempts.polls()).isZero();
        }
    }

    private Task poll() {
        return poll(in30Seconds);
    }

    private Task poll(Deadline deadline) {
        return client.poller().poll(HANDLE, deadline, attempts).task();
    }

    private FluxFillException pollFailure() {
        return pollFailure(in30Seconds);
    }

    private FluxFillException pollFailure(Deadline deadline) {
        return failureOf(() -> poll(deadline));
    }
}
