package io.fluxfill.fill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fluxfill.bfl.Attempts;
import io.fluxfill.bfl.Task;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.testing.Parts;
import io.fluxfill.waiting.Deadline;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskWaiterTest {
    private static final TaskHandle HANDLE = TaskHandle.of("abc", Parts.POLLING_URL);
    private static final Task KNOWN =
            new Task(JsonNodeFactory.instance.objectNode().put("id", "abc").put("status", "Pending"));

    private final Parts parts = new Parts();
    private final Attempts attempts = new Attempts(parts.time);

    @Test
    void the_first_poll_comes_a_quarter_of_a_second_after_the_submit() {
        parts.bflHost.answers(200, Parts.READY);

        Task task = await(10);

        assertThat(task.word()).isEqualTo("Ready");
        assertThat(parts.time.sleeps()).containsExactly(Duration.ofMillis(250));
        assertThat(attempts.polls()).isEqualTo(1);
    }

    @Test
    void an_unfinished_task_is_asked_for_again() {
        parts.bflHost.answers(200, Parts.PENDING).answers(200, Parts.PENDING).answers(200, Parts.READY);

        assertThat(await(10).word()).isEqualTo("Ready");
        assertThat(attempts.polls()).isEqualTo(3);
    }

    @Test
    void an_unknown_status_word_is_waited_out() {
        parts.bflHost.answers(200, "{\"status\":\"Dreaming\"}").answers(200, Parts.READY);

        assertThat(await(10).word()).isEqualTo("Ready");
    }

    @Test
    void when_the_time_is_up_the_task_as_last_heard_of_is_the_answer() {
        parts.bflHost
                .answers(200, "{\"status\":\"Generating\",\"progress\":0.4}")
                .forEver();

        Task task = await(3);

        assertThat(task.word()).isEqualTo("Generating");
        assertThat(parts.time.elapsed()).isBetween(Duration.ofMillis(2700), Duration.ofSeconds(3));
    }

    @Test
    void without_time_for_a_poll_what_is_known_is_the_answer() {
        assertThat(waiterWithin(Duration.ofMillis(250))).isSameAs(KNOWN);
        assertThat(parts.bflHost.calls()).isEmpty();
    }

    @Test
    void a_moment_more_is_enough_for_a_poll() {
        parts.bflHost.answers(200, Parts.READY);

        assertThat(waiterWithin(Duration.ofMillis(251)).word()).isEqualTo("Ready");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void trouble_until_the_time_is_up_is_no_error_because_a_caller_would_submit_again(int status) {
        parts.bflHost.answers(status, "").forEver();

        assertThat(await(3)).isSameAs(KNOWN);
    }

    @Test
    void trouble_after_an_answer_leaves_the_last_answer() {
        parts.bflHost
                .answers(200, "{\"status\":\"Generating\"}")
                .losesTheAnswer("reset")
                .forEver();

        assertThat(await(3).word()).isEqualTo("Generating");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 409, 422})
    void a_poll_that_is_refused_is_tried_again(int status) {
        parts.bflHost.answers(status, "{\"detail\":\"odd\"}").answers(200, Parts.READY);

        assertThat(await(3).word()).isEqualTo("Ready");
    }

    @Test
    void polls_that_are_refused_to_the_end_are_no_error_either() {
        parts.bflHost.answers(403, "").forEver();

        assertThat(await(3)).isSameAs(KNOWN);
    }

    @Test
    void a_task_that_is_not_found_at_once_is_asked_for_again() {
        parts.bflHost
                .answers(404, "")
                .answers(200, "{\"status\":\"Task not found\"}")
                .answers(200, Parts.READY);

        assertThat(await(10).word()).isEqualTo("Ready");
    }

    @Test
    void a_task_that_is_not_found_for_five_seconds_is_lost() {
        parts.bflHost.answers(404, "").forEver();

        assertThat(await(60).word()).isEqualTo("Task not found");
        assertThat(parts.time.elapsed()).isBetween(Duration.ofMillis(5250), Duration.ofMillis(5850));
    }

    @Test
    void a_task_that_is_not_found_for_a_moment_after_it_was_seen_is_waited_for() {
        parts.bflHost
                .answers(200, Parts.PENDING)
                .answers(404, "{\"detail\":\"Task not found\"}")
                .answers(200, Parts.READY);

        assertThat(await(10).word()).isEqualTo("Ready");
    }

    @Test
    void when_the_polls_have_become_rare_it_takes_two_more_to_believe_it() {
        for (int i = 0; i < 60; i++) {
            parts.bflHost.answers(200, Parts.PENDING);
        }
        parts.bflHost.answers(404, "").answers(404, "").answers(200, Parts.READY);

        assertThat(await(1_000).word()).isEqualTo("Ready");
        assertThat(parts.time.sleeps()).endsWith(Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    @Test
    void a_task_that_is_gone_for_good_after_it_was_seen_is_lost() {
        parts.bflHost.answers(200, Parts.PENDING).answers(404, "").forEver();

        assertThat(await(60).word()).isEqualTo("Task not found");
    }

    @Test
    void each_time_that_it_is_seen_the_grace_begins_anew() {
        parts.bflHost.answers(404, "").taking(Duration.ofSeconds(4)).answers(200, Parts.PENDING);
        parts.bflHost
                .answers(404, "")
                .taking(Duration.ofSeconds(4))
                .answers(404, "")
                .answers(200, Parts.READY);

        assertThat(await(60).word()).isEqualTo("Ready");
    }

    @Test
    void a_poll_that_fails_by_a_fault_of_this_project_is_tried_again() {
        parts.bflHost.failsWith(new IllegalStateException("closed")).answers(200, Parts.READY);

        assertThat(await(10).word()).isEqualTo("Ready");
    }

    @Test
    void a_wait_that_ends_before_the_grace_says_what_was_known() {
        parts.bflHost.answers(404, "").forEver();

        assertThat(await(3)).isSameAs(KNOWN);
    }

    private Task await(long seconds) {
        return waiterWithin(Duration.ofSeconds(seconds));
    }

    private Task waiterWithin(Duration time) {
        return new TaskWaiter(parts.bfl.poller(), parts.time.all())
                .await(HANDLE, KNOWN, Deadline.in(time, parts.time), attempts);
    }
}
