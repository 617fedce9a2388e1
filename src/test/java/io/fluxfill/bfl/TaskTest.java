package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.testing.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTest {

    @Test
    void an_object_with_a_status_word_is_a_task() {
        JsonNode body = Json.read("{'id': 'a1', 'status': 'Generating', 'progress': 0.5, 'more': [1]}");

        assertThat(Task.from(body, 200)).map(Task::body).contains((ObjectNode) body);
        assertThat(Task.from(body, 200)).map(Task::word).contains("Generating");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "17", "'Ready'", "[]", "{}", "{'status': null}", "{'status': 1}", "[{'status': 'Ready'}]"
            })
    void json_that_is_no_object_with_a_status_word_is_no_task(String body) {
        assertThat(Task.from(Json.read(body), 200)).isEmpty();
    }

    @Test
    void a_task_can_be_known_by_id_and_status_only() {
        Task task = Task.of("a1", "Task not found", 404);

        assertThat(task.body()).isEqualTo(Json.read("{'id': 'a1', 'status': 'Task not found'}"));
        assertThat(task.status()).isEqualTo(TaskStatus.NOT_FOUND);
        assertThat(task.result().isMissingNode()).isTrue();
        assertThat(task.reason().words()).isEmpty();
    }

    @Test
    void the_result_is_handed_on_as_it_is() {
        assertThat(task("{'status': 'Ready', 'result': {'sample': 'x', 'new': 1}}")
                        .result())
                .isEqualTo(Json.read("{'sample': 'x', 'new': 1}"));
    }

    @Test
    void the_reason_of_a_task_is_the_one_in_its_body() {
        String body = "{'status': 'Error', 'details': {'error': 'x'}, 'result': {'error': 'y'}}";

        assertThat(task(body).reason()).isEqualTo(Reason.in(Json.read(body)));
        assertThat(task(body).reason().details()).contains(Json.read("{'error': 'x'}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'status': 'Ready'}", "{'status': 'Ready', 'id': null}", "{'status': 'Ready', 'id': ''}"})
    void a_body_without_an_id_is_given_the_one_that_was_asked_for(String body) {
        assertThat(task(body).withId("a1").body()).isEqualTo(Json.read("{'status': 'Ready', 'id': 'a1'}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'id': 'b2', 'status': 'Ready'}", "{'id': 77, 'status': 'Ready'}"})
    void a_body_with_an_id_stays_as_it_is(String body) {
        assertThat(task(body).withId("a1").body()).isEqualTo(Json.read(body));
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'id': 'a1'} | a1 |",
                "{'id': 77, 'polling_url': 'https://x/y'} | 77 | https://x/y",
                "{'id': 'a1', 'polling_url': ''} | a1 |",
                "{'id': 'a1', 'polling_url': 17} | a1 |",
                "{'polling_url': 'https://x/y?id=a%2F1'} | a/1 | https://x/y?id=a%2F1",
                "{'id': null, 'polling_url': 'https://x/y?a=b&id=a1#c'} | a1 | https://x/y?a=b&id=a1#c",
                "{'id': {}, 'polling_url': 'https://x/y?id=%zz'} | %zz | https://x/y?id=%zz",
            })
    void an_answer_names_a_task_by_its_id_or_by_its_polling_url(String answer, String id, String pollingUrl) {
        assertThat(TaskNames.handleIn(Json.read(answer))).contains(new TaskHandle(id, Optional.ofNullable(pollingUrl)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "17",
                "[{'id': 'a1'}]",
                "{}",
                "{'id': ''}",
                "{'id': true}",
                "{'id': ['a1']}",
                "{'polling_url': 'https://x/y'}",
                "{'polling_url': 'https://x/y?id='}",
                "{'polling_url': 'https://x/id=a1'}",
                "{'polling_url': 'https://x/y?xid=a1'}"
            })
    void an_answer_without_an_id_and_without_one_in_its_polling_url_names_no_task(String answer) {
        assertThat(TaskNames.handleIn(Json.read(answer))).isEmpty();
    }

    @Test
    void a_handle_without_polling_url_has_none_in_json_either() {
        assertThat(TaskHandle.byId("a1").toJson()).isEqualTo(Json.read("{'id': 'a1'}"));
        assertThat(TaskHandle.of("a1", "https://x/").toJson())
                .isEqualTo(Json.read("{'id': 'a1', 'polling_url': 'https://x/'}"));
    }

    @Test
    void an_answer_shows_its_status_and_size_only() {
        assertThat(new BflResponse(200, Optional.of("7"), new byte[] {1, 2, 3})).hasToString("HTTP 200, 3 bytes");
    }

    private static Task task(String body) {
        return Task.from(Json.read(body), 200).orElseThrow();
    }
}
