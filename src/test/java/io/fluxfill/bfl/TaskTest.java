package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTest {

    @Test
    void an_object_with_a_status_word_is_a_task() {
        JsonNode body = json("{'id': 'a1', 'status': 'Generating', 'progress': 0.5, 'more': [1]}");

        assertThat(Task.from(body, 200)).map(Task::body).contains((ObjectNode) body);
        assertThat(Task.from(body, 200)).map(Task::word).contains("Generating");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "17", "'Ready'", "[]", "{}", "{'status': null}", "{'status': 1}", "[{'status': 'Ready'}]"
            })
    void anything_else_is_none(String body) {
        assertThat(Task.from(json(body), 200)).isEmpty();
    }

    @Test
    void a_task_can_be_known_by_id_and_status_only() {
        Task task = Task.of("a1", "Task not found", 404);

        assertThat(task.body()).isEqualTo(json("{'id': 'a1', 'status': 'Task not found'}"));
        assertThat(task.status()).isEqualTo(TaskStatus.NOT_FOUND);
        assertThat(task.result().isMissingNode()).isTrue();
        assertThat(task.reason()).isEmpty();
    }

    @Test
    void the_result_is_handed_on_as_it_is() {
        assertThat(task("{'status': 'Ready', 'result': {'sample': 'x', 'new': 1}}")
                        .result())
                .isEqualTo(json("{'sample': 'x', 'new': 1}"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'status': 'Request Moderated', 'details': {'Reasons': ['x']}} | {'Reasons': ['x']}",
                "{'status': 'Error', 'details': {'error': 'x'}, 'result': {'error': 'y'}} | {'error': 'x'}",
                "{'status': 'Error', 'details': {}, 'result': {'error': 'y'}} | 'y'",
                "{'status': 'Error', 'details': null, 'result': {'error': 'y'}} | 'y'",
                "{'status': 'Error', 'result': {'error': {'code': 1}}} | {'code': 1}",
            })
    void the_reason_is_in_the_details_or_else_in_the_result(String body, String reason) {
        assertThat(task(body).reason()).contains(json(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'status': 'Error'}",
                "{'status': 'Error', 'details': null, 'result': null}",
                "{'status': 'Error', 'details': {}, 'result': {}}",
                "{'status': 'Error', 'details': [], 'result': {'error': null}}",
                "{'status': 'Error', 'result': 'x'}",
            })
    void where_bfl_gives_no_reason_there_is_none(String body) {
        assertThat(task(body).reason()).isEmpty();
    }

    @Test
    void a_handle_without_polling_url_has_none_in_json_either() {
        assertThat(new TaskHandle("a1", null).toJson()).isEqualTo(json("{'id': 'a1'}"));
        assertThat(new TaskHandle("a1", "https://x/").toJson())
                .isEqualTo(json("{'id': 'a1', 'polling_url': 'https://x/'}"));
    }

    @Test
    void an_answer_shows_its_status_and_size_only() {
        assertThat(new Answer(200, Optional.of("7"), new byte[] {1, 2, 3})).hasToString("HTTP 200, 3 bytes");
    }

    private static Task task(String body) {
        return Task.from(json(body), 200).orElseThrow();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
