package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.dev.mode.InMemoryTable;
import io.fluxfill.guard.Budgets;
import io.fluxfill.guard.GuardTable;
import io.fluxfill.log.EventLog;
import io.fluxfill.testing.Json;
import io.fluxfill.testing.Parts;
import io.fluxfill.testing.ScriptedTransport.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers see of the charge guard, on both faces. */
class ChargeGuardTest extends FunctionFixture {
    private final GuardTable table = new InMemoryTable(parts.time.all());
    private final FluxFillFunction function = function(Budgets.NONE);

    @Nested
    class TheSameKey {

        @Test
        void pays_once_by_whichever_face_it_comes() {
            parts.bflHost.answers(200, Parts.ACCEPTED);

            ObjectNode direct = send(function, fill().put("idempotency_key", "order-7"));
            ObjectNode http = body(send(function, post(fill(), "order-7")));
            ObjectNode again = send(function, fill().put("idempotency_key", "order-7"));

            assertThat(direct.get("id").textValue()).isEqualTo("abc");
            assertThat(http.get("id").textValue()).isEqualTo("abc");
            assertThat(http.get("polling_url").textValue()).contains("/v1/get_result?id=abc");
            assertThat(again).isEqualTo(direct);
            assertThat(submits()).isEqualTo(1);
        }

        @Test
        void may_be_quoted_as_the_ietf_has_it() {
            parts.bflHost.answers(200, Parts.ACCEPTED);

            send(function, post(fill(), "order-7"));
            ObjectNode again = send(function, post(fill(), "\"order-7\""));

            assertThat(again.get("statusCode").intValue()).isEqualTo(200);
            assertThat(submits()).isEqualTo(1);
        }

        @Test
        void can_wait_for_the_picture_of_the_first_request() {
            parts.bflHost.answers(200, Parts.ACCEPTED).answers(200, Parts.READY);
            send(function, fill().put("idempotency_key", "order-7"));

            ObjectNode ready =
                    send(function, fill().put("idempotency_key", "order-7").put("wait", 20));

            assertThat(ready.get("status").textValue()).isEqualTo("Ready");
            assertThat(ready.get("endpoint").textValue()).isEqualTo("flux-pro-1.0-fill");
        }

        @Test
        void with_another_request_is_a_fault_of_the_key() {
            parts.bflHost.answers(200, Parts.ACCEPTED);
            send(function, fill().put("idempotency_key", "order-7"));
            ObjectNode other = fill().put("prompt", "another");

            ObjectNode http = send(function, post(other, "order-7"));

            assertThat(http.get("statusCode").intValue()).isEqualTo(422);
            assertThat(body(http))
                    .isEqualTo(Json.object("{'detail': [{'type': 'value_error', 'loc': ['header', 'idempotency-key'],"
                            + " 'msg': 'Value error, the key was used for another request before'}]}"));
            assertThat(send(function, other.put("idempotency_key", "order-7"))
                            .get("errorType")
                            .textValue())
                    .isEqualTo("FluxFill.InvalidRequest");
            assertThat(submits()).isEqualTo(1);
        }

        @Test
        void answers_a_doubt_until_its_owner_releases_it() {
            parts.bflHost.losesTheAnswer("the connection was reset").answers(200, Parts.ACCEPTED);

            assertThat(send(function, post(fill(), "order-7")).get("statusCode").intValue())
                    .isEqualTo(424);
            assertThat(send(function, fill().put("idempotency_key", "order-7"))
                            .get("errorType")
                            .textValue())
                    .isEqualTo("FluxFill.SubmitUnknown");
            assertThat(submits()).isEqualTo(1);
        }

        @Test
        void is_told_in_the_log_as_a_repetition_that_was_not_submitted() {
            parts.bflHost.answers(200, Parts.ACCEPTED);
            send(function, fill().put("idempotency_key", "order-7"));

            send(function, fill().put("idempotency_key", "order-7"));

            assertThat(lastLine().get("replayed").booleanValue()).isTrue();
            assertThat(lastLine().get("submit_attempts").intValue()).isZero();
            assertThat(lastLine().has("Submitted")).isFalse();
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "'', String should have at least 1 character",
                    "0, Input should be a valid string",
                    "'LONG', String should have at most 255 characters",
                })
        void is_a_text_of_1_to_255_characters(String key, String fault) {
            ObjectNode event = json("{'image': '" + Parts.PIXEL + "', 'idempotency_key': "
                    + key.replace("LONG", "k".repeat(256)) + "}");

            assertThat(send(function, event).get("errorType").textValue()).isEqualTo("FluxFill.InvalidRequest");
            assertThat(lastLine().get("message").textValue()).contains("idempotency_key: " + fault);
            assertThat(submits()).isZero();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\"\"", "LONG"})
        void is_so_in_the_header_too(String key) {
            ObjectNode answer = send(function, post(fill(), key.replace("LONG", "k".repeat(256))));

            assertThat(answer.get("statusCode").intValue()).isEqualTo(422);
            assertThat(body(answer).at("/detail/0/loc/1").textValue()).isEqualTo("idempotency-key");
            assertThat(submits()).isZero();
        }

        @Test
        void is_told_together_with_all_other_faults() {
            ObjectNode answer = send(function, post(fill().put("steps", 99), ""));

            assertThat(body(answer).get("detail")).hasSize(2);
        }

        @Test
        void is_one_key_not_two() {
            ObjectNode event = version1("POST", FILL, fill().toString());
            event.withObject("/multiValueHeaders")
                    .putArray("Idempotency-Key")
                    .add("a")
                    .add("b");

            assertThat(send(function, event).get("statusCode").intValue()).isEqualTo(422);
        }
    }

    @Nested
    class WithoutAKey {

        @Test
        void an_event_that_lambda_repeats_is_submitted_once() {
            parts.bflHost.losesTheAnswer("the connection was reset").answers(200, Parts.ACCEPTED);
            send(function, fill());

            assertThat(send(function, fill()).get("errorType").textValue()).isEqualTo("FluxFill.SubmitUnknown");
            assertThat(submits()).isEqualTo(1);
        }

        @Test
        void an_http_request_that_its_client_repeats_after_a_doubt_is_submitted_once() {
            parts.bflHost.losesTheAnswer("the connection was reset").answers(200, Parts.ACCEPTED);
            send(function, post(fill()));

            ObjectNode again = send(function, post(fill()));

            assertThat(again.get("statusCode").intValue()).isEqualTo(424);
            assertThat(body(again).get("detail").textValue()).contains("Nothing was submitted");
            assertThat(submits()).isEqualTo(1);
        }

        @Test
        void an_http_request_may_be_sent_again_when_it_was_answered() {
            parts.bflHost.answers(200, Parts.ACCEPTED).answers(200, Parts.ACCEPTED);

            send(function, post(fill()));
            send(function, post(fill()));

            assertThat(submits()).isEqualTo(2);
        }
    }

    @Nested
    class Budget {
        private final FluxFillFunction function = function(new Budgets(Optional.of(100), Optional.of(5)));

        @Test
        void is_told_over_http_with_the_time_until_midnight() {
            parts.bflHost.answers(200, Parts.ACCEPTED);
            send(function, calledBy("key-1"));

            ObjectNode answer = send(function, calledBy("key-1"));

            assertThat(answer.get("statusCode").intValue()).isEqualTo(402);
            assertThat(answer.at("/headers/retry-after").textValue()).isEqualTo("43200");
            assertThat(body(answer).get("type").textValue()).isEqualTo("FluxFill.BudgetExceeded");
        }

        @Test
        void is_each_api_keys_and_each_users_own() {
            parts.bflHost.answers(200, Parts.ACCEPTED).forEver();

            assertThat(send(function, calledBy("key-1")).get("statusCode").intValue())
                    .isEqualTo(200);
            assertThat(send(function, calledBy("key-2")).get("statusCode").intValue())
                    .isEqualTo(200);
            assertThat(send(function, fill().put("user", "ada").put("idempotency_key", "1"))
                            .has("id"))
                    .isTrue();
            assertThat(send(function, fill().put("user", "ada").put("idempotency_key", "2"))
                            .get("errorType")
                            .textValue())
                    .isEqualTo("FluxFill.BudgetExceeded");
        }

        @Test
        void is_counted_in_a_metric() {
            parts.bflHost.answers(200, Parts.ACCEPTED);

            send(function, calledBy("key-1"));

            assertThat(lastLine().get("CreditsCounted").intValue()).isEqualTo(5);
        }

        private ObjectNode calledBy(String apiKeyId) {
            ObjectNode event = version1("POST", FILL, fill().toString());
            event.withObject("/requestContext/identity").put("apiKeyId", apiKeyId);
            return event;
        }
    }

    @Test
    void a_task_known_by_its_id_alone_is_asked_for_where_its_submit_was_recorded() {
        parts.bflHost.answers(200, Parts.ACCEPTED).answers(200, Parts.PENDING).answers(200, Parts.PENDING);
        send(function, post(fill()));
        FluxFillFunction another = function(Budgets.NONE);
        ObjectNode poll = version1("GET", "/v1/get_result", "");
        poll.putObject("queryStringParameters").put("id", "abc");

        send(another, poll);

        assertThat(parts.bflHost.calls().get(1).address()).isEqualTo(Parts.POLLING_URL);
    }

    private FluxFillFunction function(Budgets budgets) {
        return new FluxFillFunction(
                parts.guarded(table, budgets).faces(), new EventLog(parts.time, Optional.of("fill"), Optional::empty));
    }

    private ObjectNode post(ObjectNode request) {
        return version1("POST", FILL, request.toString());
    }

    private ObjectNode post(ObjectNode request, String key) {
        ObjectNode event = post(request);
        event.withObject("/headers").put("Idempotency-Key", key);
        return event;
    }

    private static ObjectNode body(ObjectNode answer) {
        return (ObjectNode) Json.read(answer.get("body").textValue());
    }

    private long submits() {
        return parts.bflHost.calls().stream()
                .filter(call -> call.kind() == Kind.POST)
                .count();
    }
}
