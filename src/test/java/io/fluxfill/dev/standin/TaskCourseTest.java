package io.fluxfill.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.testing.Http;
import io.fluxfill.testing.Json;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a task goes and ends, and how polls tell it, where a prompt asks for something unusual. */
class TaskCourseTest extends StandInFixture {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"[moderated request], Request Moderated", "[moderated content], Content Moderated"})
    void the_stand_in_moderates_with_reasons_and_without_charge(String words, String status) throws Exception {
        JsonNode end = finished(request().put("prompt", "a slope " + words));

        assertThat(end.get("status").textValue()).isEqualTo(status);
        assertThat(end.at("/details/Moderation Reasons/0").isTextual()).isTrue();
        assertThat(end.get("result").isNull()).isTrue();
        assertThat(bfl.charged()).isZero();
    }

    @Test
    void the_stand_in_moderates_a_request_at_once() throws Exception {
        assertThat(poll(accepted("[moderated request]")).get("status").textValue())
                .isEqualTo("Request Moderated");
    }

    @Test
    void a_task_ends_with_an_error_in_details() throws Exception {
        JsonNode end = finished(request().put("prompt", "[error]"));

        assertThat(end.get("status").textValue()).isEqualTo("Error");
        assertThat(end.at("/details/error").isTextual()).isTrue();
    }

    @Test
    void a_task_ends_with_an_error_and_its_message_beside_the_status() throws Exception {
        JsonNode end = finished(request().put("prompt", "[error on top]"));

        assertThat(end.get("status").textValue()).isEqualTo("Error");
        assertThat(end.get("error").textValue()).isEqualTo("content_policy_violation");
        assertThat(end.get("message").isTextual()).isTrue();
        assertThat(end.get("details").isNull()).isTrue();
    }

    @Test
    void a_task_ends_failed_with_an_error_in_the_result() throws Exception {
        JsonNode end = finished(request().put("prompt", "[failed]"));

        assertThat(end.get("status").textValue()).isEqualTo("Failed");
        assertThat(end.at("/result/error").isTextual()).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({
        "[finished with 422], 422, Ready",
        "[finished with 503], 503, Ready",
        "[error] [finished with 422], 422, Error",
        "[failed] [finished with 503], 503, Failed",
    })
    void a_task_ends_with_another_status_code(String words, int code, String status) throws Exception {
        URI pollingUrl = accepted(words);
        HttpResponse<byte[]> before = http.get(pollingUrl);
        clock.advance(GENERATION);
        HttpResponse<byte[]> end = http.get(pollingUrl);

        assertThat(before.statusCode()).isEqualTo(200);
        assertThat(end.statusCode()).isEqualTo(code);
        assertThat(Http.json(end).get("status").textValue()).isEqualTo(status);
    }

    @Test
    void the_stand_in_tells_the_same_end_to_every_later_poll() throws Exception {
        URI pollingUrl = accepted("a slope");
        clock.advance(GENERATION);
        JsonNode first = poll(pollingUrl);
        clock.advance(GENERATION.multipliedBy(100));

        assertThat(poll(pollingUrl)).isEqualTo(first);
    }

    @Test
    void the_stand_in_does_not_find_a_task_for_its_first_two_polls() throws Exception {
        URI pollingUrl = accepted("[not found first]");

        assertThat(http.get(pollingUrl).statusCode()).isEqualTo(404);
        assertThat(poll(pollingUrl).get("status").textValue()).isEqualTo("Task not found");
        assertThat(poll(pollingUrl).get("status").textValue()).isEqualTo("Pending");
    }

    @Test
    void the_stand_in_loses_sight_of_a_task_that_it_had_found_before() throws Exception {
        assertThat(statusesOfPolls("[vanishes 2 times]", 4))
                .containsExactly("Pending", "Task not found", "Task not found", "Pending");
    }

    @Test
    void the_stand_in_loses_sight_of_a_task_that_is_finished_too() throws Exception {
        URI pollingUrl = accepted("[vanishes 1 times]");
        clock.advance(GENERATION);

        assertThat(poll(pollingUrl).get("status").textValue()).isEqualTo("Ready");
        assertThat(poll(pollingUrl).get("status").textValue()).isEqualTo("Task not found");
        assertThat(poll(pollingUrl).get("status").textValue()).isEqualTo("Ready");
    }

    @Test
    void the_stand_in_tells_that_a_task_is_not_found_with_200() throws Exception {
        HttpResponse<byte[]> response = http.get(accepted("[not found first] [not found with 200]"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Http.json(response).get("status").textValue()).isEqualTo("Task not found");
    }

    @Test
    void the_stand_in_tells_that_a_task_is_not_found_in_a_detail() throws Exception {
        HttpResponse<byte[]> response = http.get(accepted("[not found first] [not found as detail]"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).asString().isEqualTo(Json.text("{'detail':'Task not found'}"));
    }

    @Test
    void a_task_takes_ten_times_as_long() throws Exception {
        URI pollingUrl = accepted("[slow]");
        clock.advance(GENERATION.multipliedBy(9));
        JsonNode before = poll(pollingUrl);
        clock.advance(GENERATION);

        assertThat(before.get("status").textValue()).isEqualTo("Pending");
        assertThat(poll(pollingUrl).get("status").textValue()).isEqualTo("Ready");
    }

    @Test
    void a_task_never_ends() throws Exception {
        URI pollingUrl = accepted("[stuck]");
        clock.advance(GENERATION.multipliedBy(1000));

        assertThat(poll(pollingUrl).get("status").textValue()).isEqualTo("Pending");
    }

    @Test
    void a_task_reasons_and_generates_before_it_is_ready() throws Exception {
        URI pollingUrl = accepted("[generating]");
        String first = poll(pollingUrl).get("status").textValue();
        clock.advance(GENERATION.dividedBy(2));
        JsonNode second = poll(pollingUrl);
        clock.advance(GENERATION.dividedBy(2));

        assertThat(second.get("progress").doubleValue()).isEqualTo(0.5);
        assertThat(List.of(
                        first,
                        second.get("status").textValue(),
                        poll(pollingUrl).get("status").textValue()))
                .containsExactly("Reasoning", "Generating", "Ready");
    }

    @Test
    void a_task_has_a_status_that_nobody_knows_before_it_is_ready() throws Exception {
        URI pollingUrl = accepted("[dreaming]");
        String first = poll(pollingUrl).get("status").textValue();
        clock.advance(GENERATION);

        assertThat(List.of(first, poll(pollingUrl).get("status").textValue())).containsExactly("Dreaming", "Ready");
    }

    private List<String> statusesOfPolls(String prompt, int times) throws Exception {
        URI pollingUrl = accepted(prompt);
        List<String> statuses = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            statuses.add(poll(pollingUrl).get("status").textValue());
        }
        return statuses;
    }
}
