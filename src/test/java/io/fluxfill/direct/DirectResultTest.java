package io.fluxfill.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.bfl.SubmittedTask;
import io.fluxfill.bfl.Task;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.fill.FillResult;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.task.TaskHandle;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectResultTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");
    private static final TaskHandle HANDLE = TaskHandle.of("abc", "https://api.eu2.bfl.ai/v1/get_result?id=abc");

    @Test
    void a_pending_task_is_told_with_all_that_is_needed_to_pick_it_up() {
        assertThat(DirectResult.of(submitted("{'id': 'abc', 'status': 'Pending'}"), NOW))
                .isEqualTo(json("{'id': 'abc', 'endpoint': 'flux-pro-1.0-fill', 'status': 'Pending',"
                        + " 'polling_url': 'https://api.eu2.bfl.ai/v1/get_result?id=abc'}"));
    }

    @Test
    void progress_is_told_where_bfl_gives_one() {
        assertThat(DirectResult.of(submitted("{'status': 'Generating', 'progress': 0.5, 'result': null}"), NOW))
                .isEqualTo(json("{'id': 'abc', 'endpoint': 'flux-pro-1.0-fill', 'status': 'Generating',"
                        + " 'polling_url': 'https://api.eu2.bfl.ai/v1/get_result?id=abc', 'progress': 0.5}"));
    }

    @Test
    void a_ready_task_has_the_result_with_all_its_keys_and_the_cost() {
        ObjectNode result = DirectResult.of(
                submitted("{'status': 'Ready', 'result': {'sample': 'https://x?sig=1', 'new': [1]}, 'cost': 5}"), NOW);

        assertThat(result.get("result")).isEqualTo(json("{'sample': 'https://x?sig=1', 'new': [1]}"));
        assertThat(result.get("cost").intValue()).isEqualTo(5);
    }

    @Test
    void a_picture_expires_ten_minutes_after_bfl_finished_it() {
        ObjectNode result =
                DirectResult.of(submitted("{'status': 'Ready', 'result': {'end_time': 1795175880.9}}"), NOW);

        assertThat(Instant.parse(result.get("expires_at").textValue()))
                .isEqualTo(Instant.ofEpochSecond(1795175880).plusSeconds(600));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'end_time': 'noon'}", "{'end_time': 0}", "{'end_time': 1795200000000}"})
    void a_picture_that_was_waited_for_counts_as_finished_now_where_bfl_does_not_say(String result) {
        assertThat(DirectResult.of(submitted("{'status': 'Ready', 'result': " + result + "}"), NOW)
                        .get("expires_at")
                        .textValue())
                .isEqualTo("2026-11-20T12:10:00Z");
    }

    @Test
    void an_earlier_picture_of_unknown_age_is_given_no_expiry() {
        FillResult result =
                new FillResult(HANDLE, new Task(json("{'status': 'Ready', 'result': {}}")), Optional.empty());

        assertThat(DirectResult.of(result, NOW).has("expires_at")).isFalse();
    }

    @Test
    void an_earlier_picture_of_known_age_is() {
        Task task = new Task(json("{'status': 'Ready', 'result': {'end_time': 1795175880}}"));

        assertThat(DirectResult.of(new FillResult(HANDLE, task, Optional.empty()), NOW)
                        .has("expires_at"))
                .isTrue();
    }

    @Test
    void with_a_webhook_there_is_no_polling_url() {
        ObjectNode body = json("{'id': 'abc', 'status': 'Pending', 'webhook_url': 'https://me.example/hook'}");
        SubmittedTask accepted = new SubmittedTask(Endpoint.FILL, TaskHandle.byId("abc"), body);
        FillResult result = new FillResult(accepted.handle(), accepted.asTask(), Optional.of(accepted));

        assertThat(DirectResult.of(result, NOW))
                .isEqualTo(json("{'id': 'abc', 'endpoint': 'flux-pro-1.0-fill', 'status': 'Pending',"
                        + " 'webhook_url': 'https://me.example/hook'}"));
    }

    @Test
    void an_earlier_task_has_no_endpoint_because_nobody_tells_it() {
        FillResult result = new FillResult(HANDLE, new Task(json("{'status': 'Pending'}")), Optional.empty());

        assertThat(DirectResult.of(result, NOW).has("endpoint")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Request Moderated, FluxFill.RequestModerated: BFL refused the prompt or a picture; it charges nothing for"
                + " that.",
        "Content Moderated, FluxFill.ContentModerated: BFL withheld the finished picture; it charges nothing for that.",
        "Error, FluxFill.GenerationFailed: BFL could not make the picture.",
        "Failed, FluxFill.GenerationFailed: BFL could not make the picture.",
        "Task not found, 'FluxFill.TaskNotFound: BFL does not know the task (any more, or at this host).'"
    })
    void a_task_that_did_not_end_well_is_a_named_error_with_its_handle(String status, String text) {
        assertThatThrownBy(() -> DirectResult.of(submitted("{'status': '" + status + "'}"), NOW))
                .isInstanceOf(FluxFillException.class)
                .hasToString(text + " {\"id\":\"abc\","
                        + "\"polling_url\":\"https://api.eu2.bfl.ai/v1/get_result?id=abc\"}");
    }

    @Test
    void details_of_a_moderation_are_given() {
        assertThatThrownBy(() -> DirectResult.of(
                        submitted("{'status': 'Request Moderated', 'details': {'Moderation Reasons': ['Likeness']}}"),
                        NOW))
                .hasMessageStartingWith("BFL refused the prompt")
                .satisfies(failure -> assertThat(
                                ((FluxFillException) failure).data().get("details"))
                        .isEqualTo(json("{'Moderation Reasons': ['Likeness']}")));
    }

    @Test
    void the_error_of_a_failed_generation_is_given_without_signed_queries() {
        assertThatThrownBy(() -> DirectResult.of(
                        submitted("{'status': 'Error', 'result': {'error': 'no https://x.bfl.ai/y?sig=PLANTED'}}"),
                        NOW))
                .satisfies(failure -> assertThat(((FluxFillException) failure)
                                .data()
                                .get("details")
                                .textValue())
                        .isEqualTo("no https://x.bfl.ai/y?…"));
    }

    @Test
    void the_reason_beside_the_status_is_told_in_bfls_words() {
        assertThatThrownBy(() -> DirectResult.of(
                        submitted("{'status': 'Error', 'error': 'content_policy_violation',"
                                + " 'message': 'The picture shows what it must not'}"),
                        NOW))
                .hasToString("FluxFill.GenerationFailed: BFL could not make the picture."
                        + " BFL says: The picture shows what it must not (content_policy_violation)"
                        + " {\"id\":\"abc\",\"polling_url\":\"https://api.eu2.bfl.ai/v1/get_result?id=abc\","
                        + "\"details\":{\"error\":\"content_policy_violation\","
                        + "\"message\":\"The picture shows what it must not\"}}");
    }

    private static FillResult submitted(String task) {
        SubmittedTask accepted = new SubmittedTask(Endpoint.FILL, HANDLE, json("{'id': 'abc'}"));
        return new FillResult(HANDLE, new Task(json(task)), Optional.of(accepted));
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
