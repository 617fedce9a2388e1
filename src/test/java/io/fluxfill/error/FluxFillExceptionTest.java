package io.fluxfill.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.testing.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FluxFillExceptionTest {
    private final FluxFillException plain =
            new FluxFillException(ErrorType.RATE_LIMITED, "BFL answered 429, too many tasks.");

    @Test
    void the_text_of_a_failure_without_data_is_the_name_and_the_sentence() {
        assertThat(plain).hasToString("FluxFill.RateLimited: BFL answered 429, too many tasks.");
        assertThat(plain.describe()).isEqualTo("BFL answered 429, too many tasks.");
    }

    @Test
    void the_text_of_a_failure_with_data_ends_in_json() {
        FluxFillException failure = plain.with(object().put("id", "a1").put("polling_url", "https://api.bfl.ai/\"x"));

        assertThat(failure).hasToString("""
            FluxFill.RateLimited: BFL answered 429, too many tasks. \
            {"id":"a1","polling_url":"https://api.bfl.ai/\\"x"}\
            """);
    }

    @Test
    void data_that_a_failure_holds_is_not_overwritten_by_more() {
        FluxFillException failure = plain.with(object().put("id", "first"))
                .with(object().put("id", "second").put("more", true));

        assertThat(failure.data()).isEqualTo(object().put("id", "first").put("more", true));
    }

    @Test
    void more_data_leaves_the_original_and_the_argument_as_they_were() {
        ObjectNode more = object().put("more", true);
        FluxFillException first = plain.with(object().put("id", "a1"));

        first.with(more);

        assertThat(first.data()).isEqualTo(object().put("id", "a1"));
        assertThat(more).isEqualTo(object().put("more", true));
    }

    @Test
    void the_task_that_it_is_about_comes_before_all_other_data() {
        FluxFillException failure =
                plain.with(object().put("x", 1)).about(TaskHandle.of("a1", "https://api.bfl.ai/a1"));

        assertThat(failure.task()).contains(TaskHandle.of("a1", "https://api.bfl.ai/a1"));
        assertThat(failure.describe())
                .endsWith("tasks. {\"id\":\"a1\",\"polling_url\":\"https://api.bfl.ai/a1\",\"x\":1}");
    }

    @Test
    void it_stays_about_the_first_task() {
        assertThat(plain.about(TaskHandle.byId("a1"))
                        .about(TaskHandle.byId("a2"))
                        .task())
                .contains(TaskHandle.byId("a1"));
        assertThat(plain.task()).isEmpty();
    }

    @Test
    void the_http_status_of_a_failure_is_that_of_its_type() {
        assertThat(plain.httpStatus()).isEqualTo(429);
    }

    @Test
    void another_http_status_can_be_given_to_a_failure() {
        assertThat(plain.withHttpStatus(400).httpStatus()).isEqualTo(400);
    }

    @Test
    void when_to_try_again_is_unknown_until_it_is_told() {
        assertThat(plain.retryAfter()).isEmpty();
        assertThat(plain.withRetryAfter(Duration.ofSeconds(3)).retryAfter()).contains(Duration.ofSeconds(3));
    }

    @Test
    void every_change_of_a_failure_keeps_the_rest() {
        FluxFillException failure = plain.withRetryAfter(Duration.ofSeconds(3))
                .withHttpStatus(400)
                .with(object().put("x", 1))
                .about(TaskHandle.byId("a1"))
                .withHttpStatus(418)
                .withRetryAfter(Duration.ofSeconds(4));

        assertThat(failure.type()).isEqualTo(ErrorType.RATE_LIMITED);
        assertThat(failure).hasMessage("BFL answered 429, too many tasks.");
        assertThat(failure.data()).isEqualTo(object().put("x", 1));
        assertThat(failure.task()).contains(TaskHandle.byId("a1"));
        assertThat(failure.httpStatus()).isEqualTo(418);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(4));
        assertThat(plain.data()).isEmpty();
    }

    @Test
    void the_caller_can_be_told_more_than_the_log() {
        FluxFillException quoting = plain.quoting(" BFL says: later");
        FluxFillException other = plain.toldAs("The field colour is unknown.").with(object().put("id", "a1"));

        assertThat(quoting).hasMessage("BFL answered 429, too many tasks. BFL says: later");
        assertThat(other).hasToString(Json.text("FluxFill.RateLimited: The field colour is unknown. {'id':'a1'}"));
        assertThat(quoting.sentence()).isEqualTo(plain.sentence());
        assertThat(other.withHttpStatus(400).sentence()).isEqualTo(plain.sentence());
    }

    @Test
    void a_failure_has_no_stack_trace_because_it_is_an_answer_and_no_accident() {
        assertThat(plain.getStackTrace()).isEmpty();
        assertThat(plain.with(object()).getStackTrace()).isEmpty();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
