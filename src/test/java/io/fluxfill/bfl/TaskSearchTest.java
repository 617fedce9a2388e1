package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.Pieces;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.testing.Json;
import io.fluxfill.testing.ScriptedTransport.Call;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskSearchTest extends BflFixture {
    private static final TaskHandle BY_ID = TaskHandle.byId("a1");
    private static final String PENDING = Json.text("{'id': 'a1', 'status': 'Pending'}");
    private static final String NOT_FOUND = Json.text("{'id': 'a1', 'status': 'Task not found'}");
    private static final String EU2 = "https://api.eu2.bfl.ai/v1/get_result?id=a1";

    private final RotatedKey key = RotatedKey.to(RotatedKey.NEW, time);
    private final Bfl bflEverywhere = client(
            "https://api.bfl.ai",
            "https://api.us1.bfl.ai",
            key,
            "https://api.us1.bfl.ai",
            "https://api.eu2.bfl.ai",
            "https://api.isr.bfl.ai");

    @Test
    void a_task_that_the_first_host_does_not_know_is_looked_for_on_each_of_the_others_once() {
        bfl.answers(404, "").forEver();

        LocatedTask found = poll();

        assertThat(hosts()).containsExactly("api.bfl.ai", "api.us1.bfl.ai", "api.eu2.bfl.ai", "api.isr.bfl.ai");
        assertThat(found.handle()).isEqualTo(BY_ID);
        assertThat(found.task().status()).isEqualTo(TaskStatus.NOT_FOUND);
        assertThat(attempts.polls()).isEqualTo(4);
        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void the_host_that_knows_it_ends_the_search_and_is_the_one_to_poll() {
        bfl.answers(200, NOT_FOUND).answers(404, "").answers(200, PENDING);

        LocatedTask found = poll();

        assertThat(found.handle()).isEqualTo(TaskHandle.of("a1", EU2));
        assertThat(found.task().word()).isEqualTo("Pending");
        assertThat(bfl.calls()).extracting(Call::address).last().isEqualTo(EU2);
    }

    @Test
    void a_task_that_ended_badly_is_found_too() {
        bfl.answers(404, "").answers(422, Json.text("{'id': 'a1', 'status': 'Error'}"));

        assertThat(poll().task()).isEqualTo(new Task(Json.object("{'id': 'a1', 'status': 'Error'}"), 422));
    }

    @Test
    void a_task_that_is_where_it_is_looked_for_first_is_not_looked_for_elsewhere() {
        bfl.answers(200, PENDING);

        assertThat(poll().handle().pollingUrl()).contains("https://api.bfl.ai/v1/get_result?id=a1");
        assertThat(bfl.calls()).hasSize(1);
    }

    @Test
    void a_task_with_a_polling_url_is_not_looked_for_elsewhere() {
        bfl.answers(404, "");

        LocatedTask found = bflEverywhere.poller().poll(TaskHandle.of("a1", EU2), in30Seconds, attempts);

        assertThat(found.task().status()).isEqualTo(TaskStatus.NOT_FOUND);
        assertThat(bfl.calls()).hasSize(1);
    }

    @Test
    void a_task_that_was_found_is_asked_for_there_at_once_the_next_time() {
        bfl.answers(404, "").answers(404, "").answers(200, PENDING).answers(200, PENDING);

        poll();
        poll();

        assertThat(hosts()).containsExactly("api.bfl.ai", "api.us1.bfl.ai", "api.eu2.bfl.ai", "api.eu2.bfl.ai");
    }

    @Test
    void a_task_that_is_not_known_any_more_where_it_was_found_is_looked_for_anew() {
        bfl.answers(404, "").answers(200, PENDING).answers(404, "").answers(200, PENDING);

        poll();
        LocatedTask found = poll();

        assertThat(hosts()).containsExactly("api.bfl.ai", "api.us1.bfl.ai", "api.us1.bfl.ai", "api.bfl.ai");
        assertThat(found.handle().pollingUrl()).contains("https://api.bfl.ai/v1/get_result?id=a1");
    }

    @Test
    void a_task_that_this_process_submitted_is_known() {
        bfl.answers(200, Json.text("{'id': 'a1', 'polling_url': 'https://api.us2.bfl.ai/v1/get_result?id=a1'}"))
                .answers(200, PENDING);

        bflEverywhere
                .submitter()
                .submit(submission(Endpoint.FILL, new Pieces(List.of()), in30Seconds, in30Seconds), attempts);
        poll();

        assertThat(hosts()).containsExactly("api.bfl.ai", "api.us2.bfl.ai");
    }

    @Test
    void the_host_of_the_last_task_is_the_likeliest_for_the_next_one_even_where_it_is_not_configured() {
        bfl.answers(200, Json.text("{'id': 'b2', 'polling_url': 'https://api.us2.bfl.ai/v1/get_result?id=b2'}"))
                .answers(404, "")
                .answers(200, PENDING);

        bflEverywhere
                .submitter()
                .submit(submission(Endpoint.FILL, new Pieces(List.of()), in30Seconds, in30Seconds), attempts);
        LocatedTask found = poll();

        assertThat(hosts()).containsExactly("api.bfl.ai", "api.bfl.ai", "api.us2.bfl.ai");
        assertThat(found.handle().pollingUrl()).contains("https://api.us2.bfl.ai/v1/get_result?id=a1");
    }

    @Test
    void no_more_than_200_tasks_are_remembered() {
        bfl.answers(200, PENDING).forEver();
        PollingUrlCache known = new PollingUrlCache();

        for (int i = 0; i <= 200; i++) {
            known.remember("id" + i, trusted(EU2));
        }

        assertThat(known.pollingUrl("id0")).isEmpty();
        assertThat(known.pollingUrl("id1")).isPresent();
        assertThat(known.pollingUrl("id200")).isPresent();
    }

    @Test
    void a_host_that_hangs_holds_the_search_up_for_a_moment_only() {
        bfl.answers(404, "").answers(200, "").taking(Duration.ofHours(1)).answers(200, PENDING);

        assertThat(poll().handle().pollingUrl()).contains(EU2);
        assertThat(time.elapsed()).isEqualTo(TaskSearch.LONGEST_LOOK);
    }

    @Test
    void a_host_that_there_is_not_has_no_task() {
        bfl.answers(404, "").hasNoSuchHost().answers(404, "").answers(404, "");

        assertThat(poll().task().status()).isEqualTo(TaskStatus.NOT_FOUND);
    }

    @Test
    void a_host_that_could_not_be_reached_may_have_the_task() {
        bfl.answers(404, "").notSent("there was no connection").answers(404, "").forEver();

        assertThat(failureOf(this::poll)).returns(ErrorType.UNAVAILABLE, FluxFillException::type);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 422})
    void a_host_that_refuses_the_question_or_the_key_has_none_either_and_the_key_is_not_read_anew(int status) {
        bfl.answers(404, "").answers(status, Json.text("{'detail': 'no'}")).forEver();

        assertThat(poll().task().status()).isEqualTo(TaskStatus.NOT_FOUND);
        assertThat(key.refusals()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void a_task_is_not_said_to_be_lost_while_a_host_that_may_have_it_does_not_say(int status) {
        bfl.answers(404, "").answers(404, "").answers(status, "").answers(404, "");

        FluxFillException failure = failureOf(this::poll);

        assertThat(failure)
                .hasToString(
                        "FluxFill.Unavailable: The task is not known where it was looked for, and not every host of"
                                + " BFL's could be asked. {\"id\":\"a1\"}");
        assertThat(hosts()).hasSize(4);
    }

    @Test
    void the_search_ends_after_four_seconds() {
        bfl.answers(404, "").losesTheAnswer("reset").taking(Duration.ofHours(1)).forEver();

        failureOf(this::poll);

        assertThat(time.elapsed()).isEqualTo(TaskSearch.LONGEST);
        assertThat(bfl.calls()).extracting(Call::limit).last().isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void the_search_ends_with_the_deadline() {
        bfl.answers(404, "").losesTheAnswer("reset").taking(Duration.ofHours(1)).forEver();

        failureOf(() -> bflEverywhere.poller().poll(BY_ID, in(millis(2_000)), attempts));

        assertThat(time.elapsed()).isEqualTo(millis(2_000));
    }

    @Test
    void an_id_that_no_url_can_hold_is_the_id_of_no_task() {
        LocatedTask found = bflEverywhere.poller().poll(TaskHandle.byId("x".repeat(257)), in30Seconds, attempts);

        assertThat(found.task().status()).isEqualTo(TaskStatus.NOT_FOUND);
        assertThat(bfl.calls()).isEmpty();
    }

    private LocatedTask poll() {
        return bflEverywhere.poller().poll(BY_ID, in30Seconds, attempts);
    }

    private List<String> hosts() {
        return bfl.calls().stream().map(call -> call.url().getHost()).toList();
    }
}
