package io.fluxfill.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fluxfill.bfl.Attempts;
import io.fluxfill.rules.Checked;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.rules.FillRequest;
import io.fluxfill.storage.Keeping;
import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.Whole;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.testing.Parts;
import io.fluxfill.waiting.Deadline;
import io.fluxfill.waiting.Sleeper;
import io.fluxfill.waiting.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FillServiceTest {
    private final Parts parts = new Parts();
    private final Attempts attempts = new Attempts(parts.time);

    @Nested
    class Fill {

        @Test
        void without_a_wait_the_task_is_not_asked_for() {
            parts.bflHost.answers(200, Parts.ACCEPTED);

            FillResult result = fill(Duration.ZERO);

            assertThat(result.handle()).isEqualTo(TaskHandle.of("abc", Parts.POLLING_URL));
            assertThat(result.task().word()).isEqualTo("Pending");
            assertThat(result.submitted().orElseThrow().endpoint()).isEqualTo(Endpoint.FILL);
            assertThat(attempts.polls()).isZero();
            assertThat(parts.time.sleeps()).isEmpty();
        }

        @Test
        void with_a_wait_the_finished_task_is_the_answer() {
            parts.bflHost
                    .answers(200, Parts.ACCEPTED)
                    .answers(200, Parts.PENDING)
                    .answers(200, Parts.READY);

            assertThat(fill(Duration.ofSeconds(20)).task().word()).isEqualTo("Ready");
            assertThat(attempts.submits()).isEqualTo(1);
            assertThat(attempts.polls()).isEqualTo(2);
        }

        @Test
        void the_time_of_the_submit_counts_as_waited() {
            parts.bflHost.answers(200, Parts.ACCEPTED).taking(Duration.ofSeconds(3));

            assertThat(fill(Duration.ofSeconds(3)).task().word()).isEqualTo("Pending");
            assertThat(attempts.polls()).isZero();
        }

        @Test
        void the_wait_ends_at_the_configured_maximum() {
            parts.bflHost
                    .answers(200, Parts.ACCEPTED)
                    .answers(200, Parts.PENDING)
                    .forEver();

            fill(Duration.ofHours(1));

            assertThat(parts.time.elapsed()).isBetween(Duration.ofSeconds(54), Duration.ofSeconds(60));
        }

        @Test
        void the_wait_ends_before_the_answer_must_leave() {
            parts.bflHost
                    .answers(200, Parts.ACCEPTED)
                    .answers(200, Parts.PENDING)
                    .forEver();

            parts.fills.fill(request(), Parts.ORIGIN, waiting(Duration.ofHours(1)), parts.in(10), attempts);

            assertThat(parts.time.elapsed()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));
        }

        @Test
        void with_a_webhook_there_is_nothing_to_wait_for() {
            parts.bflHost.answers(200, "{\"id\":\"abc\",\"status\":\"Queued\",\"webhook_url\":\"https://me.example\"}");

            FillResult result = fill(Duration.ofSeconds(20));

            assertThat(result.task().word()).isEqualTo("Queued");
            assertThat(result.handle().pollingUrl()).isEmpty();
            assertThat(parts.time.sleeps()).isEmpty();
        }

        @Test
        void a_polling_url_on_a_foreign_host_is_given_out_but_never_asked() {
            String foreign = "https://api.bfl.ai.evil.example/v1/get_result?id=abc";
            parts.bflHost.answers(200, "{\"id\":\"abc\",\"polling_url\":\"" + foreign + "\"}");

            FillResult result = fill(Duration.ofSeconds(20));

            assertThat(result.handle().pollingUrl()).contains(foreign);
            assertThat(result.task().word()).isEqualTo("Pending");
            assertThat(attempts.polls()).isZero();
        }

        @Test
        void the_handle_is_kept_from_the_moment_of_acceptance() {
            parts.bflHost.answers(200, Parts.ACCEPTED);

            fill(Duration.ZERO);

            assertThat(attempts.accepted()).contains(TaskHandle.of("abc", Parts.POLLING_URL));
        }

        @Test
        void no_fault_while_waiting_replaces_what_is_known_of_a_paid_task() {
            parts.bflHost
                    .answers(200, Parts.ACCEPTED)
                    .failsWith(new IllegalStateException("closed"))
                    .forEver();

            FillResult result = fill(Duration.ofSeconds(3));

            assertThat(result.handle()).isEqualTo(TaskHandle.of("abc", Parts.POLLING_URL));
            assertThat(result.task().word()).isEqualTo("Pending");
        }

        @Test
        void neither_does_one_that_ends_the_wait() {
            parts.bflHost.answers(200, Parts.ACCEPTED);
            Sleeper interrupted = pause -> {
                throw new NoClassDefFoundError();
            };
            FillService service = new FillService(
                    parts.bfl.submitter(),
                    parts.bfl.poller(),
                    parts.keeper,
                    Duration.ofMinutes(1),
                    new Time(parts.time, parts.time, interrupted, () -> 0));

            FillResult result =
                    service.fill(request(), Parts.ORIGIN, waiting(Duration.ofSeconds(3)), parts.in(90), attempts);

            assertThat(result.handle()).isEqualTo(TaskHandle.of("abc", Parts.POLLING_URL));
            assertThat(result.task().word()).isEqualTo("Pending");
        }

        @Test
        void a_client_that_does_not_wait_is_told_after_its_patience() {
            parts.bflHost.answers(429, "{}").forEver();

            RequestOptions impatient =
                    new RequestOptions(Duration.ZERO, Duration.ofSeconds(2), Optional.empty(), new Whole.No());

            assertThatThrownBy(() -> parts.fills.fill(request(), Parts.ORIGIN, impatient, parts.in(90), attempts))
                    .hasMessage("BFL answered 429, too many tasks.");
            assertThat(parts.time.elapsed()).isLessThan(Duration.ofSeconds(2));
        }

        @Test
        void before_that_there_is_none() {
            parts.bflHost.answers(402, "{}");

            assertThatThrownBy(() -> fill(Duration.ofSeconds(20))).hasMessage("The BFL account has too few credits.");
            assertThat(attempts.accepted()).isEmpty();
        }

        private FillResult fill(Duration wait) {
            return parts.fills.fill(request(), Parts.ORIGIN, waiting(wait), parts.in(90), attempts);
        }

        private FillRequest request() {
            Checked checked = parts.rules.check(
                    Endpoint.FILL, JsonNodeFactory.instance.objectNode().put("image", Parts.PIXEL), Parts.NO_PICTURES);
            return ((Checked.Valid) checked).request();
        }
    }

    @Nested
    class PickUp {

        @Test
        void without_a_wait_one_look_is_taken() {
            parts.bflHost.answers(200, Parts.PENDING);

            FillResult result = pickUp(Duration.ZERO);

            assertThat(result.task().word()).isEqualTo("Pending");
            assertThat(result.submitted()).isEmpty();
            assertThat(attempts.polls()).isEqualTo(1);
            assertThat(parts.time.sleeps()).isEmpty();
        }

        @Test
        void a_finished_task_is_not_waited_for() {
            parts.bflHost.answers(200, Parts.READY);

            assertThat(pickUp(Duration.ofSeconds(20)).task().word()).isEqualTo("Ready");
            assertThat(parts.time.sleeps()).isEmpty();
        }

        @Test
        void an_unfinished_task_is_waited_for() {
            parts.bflHost.answers(200, Parts.PENDING).answers(200, Parts.READY);

            assertThat(pickUp(Duration.ofSeconds(20)).task().word()).isEqualTo("Ready");
        }

        @Test
        void a_look_at_a_task_that_is_not_known_says_so_after_two_more() {
            parts.bflHost.answers(404, "").forEver();

            assertThat(pickUp(Duration.ZERO).task().word()).isEqualTo("Task not found");
            assertThat(parts.time.sleeps()).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
            assertThat(attempts.polls()).isEqualTo(3);
        }

        @Test
        void a_task_that_was_submitted_a_moment_ago_is_there_with_the_next_look() {
            parts.bflHost.answers(404, "").answers(200, Parts.PENDING);

            assertThat(pickUp(Duration.ZERO).task().word()).isEqualTo("Pending");
            assertThat(parts.time.sleeps()).containsExactly(Duration.ofMillis(500));
        }

        @Test
        void a_look_that_took_long_is_not_repeated_for_long() {
            parts.bflHost.answers(404, "").taking(Duration.ofMillis(1_800)).forEver();

            assertThat(pickUp(Duration.ZERO).task().word()).isEqualTo("Task not found");
            assertThat(attempts.polls()).isEqualTo(2);
        }

        @Test
        void a_task_that_is_not_known_for_five_seconds_more_is_lost() {
            parts.bflHost.answers(404, "").forEver();

            assertThat(pickUp(Duration.ofSeconds(60)).task().word()).isEqualTo("Task not found");
            assertThat(parts.time.elapsed()).isBetween(Duration.ofMillis(6_500), Duration.ofMillis(7_500));
        }

        @Test
        void by_its_id_alone_a_task_is_found_on_another_host_and_waited_for_there() {
            parts.bflHost.answers(404, "").answers(200, Parts.PENDING).answers(200, Parts.READY);

            FillResult result =
                    parts.fills.pickUp(TaskHandle.byId("abc"), waiting(Duration.ofSeconds(20)), parts.in(90), attempts);

            assertThat(result.task().word()).isEqualTo("Ready");
            assertThat(result.handle()).isEqualTo(TaskHandle.of("abc", "https://api.us1.bfl.ai/v1/get_result?id=abc"));
            assertThat(parts.bflHost.calls())
                    .extracting(call -> call.url().getAuthority())
                    .containsExactly("api.bfl.ai", "api.us1.bfl.ai", "api.us1.bfl.ai");
        }

        @Test
        void a_task_that_no_host_knows_is_not_waited_for() {
            parts.bflHost.answers(404, "").forEver();

            FillResult result =
                    parts.fills.pickUp(TaskHandle.byId("abc"), waiting(Duration.ofSeconds(20)), parts.in(90), attempts);

            assertThat(result.task().word()).isEqualTo("Task not found");
            assertThat(parts.bflHost.calls()).hasSize(3 * 2);
            assertThat(parts.time.elapsed()).isEqualTo(Duration.ofMillis(1_500));
        }

        @Test
        void with_a_wait_a_task_that_is_not_known_may_have_been_submitted_just_now() {
            parts.bflHost.answers(404, "").answers(200, Parts.READY);

            assertThat(pickUp(Duration.ofSeconds(20)).task().word()).isEqualTo("Ready");
        }

        @Test
        void without_a_wait_trouble_is_borne_for_five_seconds() {
            parts.bflHost.answers(503, "").forEver();

            assertThatThrownBy(() -> pickUp(Duration.ZERO)).hasMessage("BFL is not available (it answered HTTP 503).");
            assertThat(parts.time.elapsed()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
        }

        @Test
        void a_short_wait_bears_trouble_as_long_as_none() {
            parts.bflHost.losesTheAnswer("reset").losesTheAnswer("reset").answers(200, Parts.READY);

            assertThat(pickUp(Duration.ofMillis(100)).task().word()).isEqualTo("Ready");
        }

        @Test
        void with_a_long_wait_trouble_is_borne_as_long() {
            parts.bflHost.answers(503, "").forEver();

            assertThatThrownBy(() -> pickUp(Duration.ofSeconds(20))).hasMessageContaining("HTTP 503");
            assertThat(parts.time.elapsed()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
        }

        private FillResult pickUp(Duration wait) {
            return parts.fills.pickUp(TaskHandle.of("abc", Parts.POLLING_URL), waiting(wait), parts.in(90), attempts);
        }
    }

    @Nested
    class Limits {

        @Test
        void a_direct_call_has_the_functions_time_less_the_margin() {
            assertThat(Parts.LIMITS.forInvocation()).isEqualTo(Duration.ofSeconds(89));
        }

        @Test
        void an_http_request_has_the_gateways_time_less_the_margin() {
            assertThat(Parts.LIMITS.forHttp()).isEqualTo(Duration.ofSeconds(28));
        }

        @Test
        void an_http_request_has_no_more_than_the_function() {
            WaitLimits limits = new WaitLimits(
                    Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofSeconds(29), Duration.ofSeconds(1));

            assertThat(limits.forHttp()).isEqualTo(Duration.ofSeconds(9));
        }
    }

    @Nested
    class Keep {
        private static final S3Location FOLDER = new S3Location("results", "pictures");

        @Test
        void a_picture_that_was_waited_for_is_kept() {
            parts.bflHost.answers(200, Parts.ACCEPTED).answers(200, Parts.READY).answers(200, Parts.PICTURE);

            FillResult result = fill(Duration.ofSeconds(20), parts.in(90));

            assertThat(result.keeping()).isInstanceOf(Keeping.Kept.class);
            assertThat(parts.store.metadata(FOLDER.child("abc.png"))).containsEntry("endpoint", "flux-pro-1.0-fill");
        }

        @Test
        void a_picture_that_is_picked_up_is_kept() {
            parts.bflHost.answers(200, Parts.READY).answers(200, Parts.PICTURE);

            assertThat(pickUp().keeping()).isInstanceOf(Keeping.Kept.class);
            assertThat(parts.store.metadata(FOLDER.child("abc.png"))).doesNotContainKey("endpoint");
        }

        @Test
        void without_a_picture_there_is_nothing_to_keep() {
            parts.bflHost.answers(200, Parts.PENDING);

            assertThat(pickUp().keeping()).isEqualTo(new Keeping.None());
        }

        @Test
        void a_task_that_did_not_end_well_has_nothing_to_keep() {
            parts.bflHost.answers(200, "{\"id\":\"abc\",\"status\":\"Content Moderated\"}");

            assertThat(pickUp().keeping()).isEqualTo(new Keeping.None());
        }

        @Test
        void no_fault_of_the_copy_replaces_the_picture() {
            parts.bflHost.answers(200, Parts.READY).answers(200, Parts.PICTURE);
            parts.store.breaksWith(new StackOverflowError());

            FillResult result = pickUp();

            assertThat(result.task().word()).isEqualTo("Ready");
            assertThat(result.keeping())
                    .isEqualTo(
                            new Keeping.Failed("The picture is ready and paid, but could not be kept: a fault of this"
                                    + " function (StackOverflowError)."));
        }

        @Test
        void a_wait_leaves_time_for_the_copy() {
            parts.bflHost
                    .answers(200, Parts.ACCEPTED)
                    .answers(200, Parts.PENDING)
                    .forEver();

            fill(Duration.ofHours(1), parts.in(30));

            assertThat(parts.time.instant()).isBetween(at(24), at(27));
        }

        @Test
        void the_time_for_the_copy_is_at_least_a_second() {
            parts.bflHost
                    .answers(200, Parts.ACCEPTED)
                    .answers(200, Parts.PENDING)
                    .forEver();

            fill(Duration.ofHours(1), parts.in(4));

            assertThat(parts.time.instant()).isBetween(at(2), at(3));
        }

        @Test
        void the_time_for_the_copy_is_at_most_five_seconds() {
            parts.bflHost
                    .answers(200, Parts.ACCEPTED)
                    .answers(200, Parts.PENDING)
                    .forEver();

            fill(Duration.ofHours(1), parts.in(60));

            assertThat(parts.time.instant()).isBetween(at(50), at(55));
        }

        private Instant at(long seconds) {
            return FakeTime.START.plusSeconds(seconds);
        }

        private FillResult fill(Duration wait, Deadline end) {
            FillRequest request = ((Checked.Valid) parts.rules.check(
                            Endpoint.FILL,
                            JsonNodeFactory.instance.objectNode().put("image", Parts.PIXEL),
                            Parts.NO_PICTURES))
                    .request();
            return parts.fills.fill(
                    request, Parts.ORIGIN, new RequestOptions(wait, Optional.of(FOLDER)), end, attempts);
        }

        private FillResult pickUp() {
            TaskHandle handle = TaskHandle.of("abc", Parts.POLLING_URL);
            return parts.fills.pickUp(
                    handle, new RequestOptions(Duration.ZERO, Optional.of(FOLDER)), parts.in(90), attempts);
        }
    }

    private static RequestOptions waiting(Duration wait) {
        return new RequestOptions(wait, Optional.empty());
    }
}
