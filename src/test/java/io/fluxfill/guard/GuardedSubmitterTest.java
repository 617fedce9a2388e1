package io.fluxfill.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluxfill.bfl.Attempts;
import io.fluxfill.bfl.Idempotency;
import io.fluxfill.bfl.Origin;
import io.fluxfill.bfl.Submission;
import io.fluxfill.bfl.SubmittedTask;
import io.fluxfill.bfl.Submitter;
import io.fluxfill.dev.mode.InMemoryTable;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.Pieces;
import io.fluxfill.json.Utf8;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.testing.Json;
import io.fluxfill.waiting.Deadline;
import io.fluxfill.waiting.Sleeper;
import io.fluxfill.waiting.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuardedSubmitterTest {
    private static final Idempotency KEY = new Idempotency.Key("k", List.of("body", "idempotency_key"));
    private static final Idempotency EVENT = new Idempotency.Event("8476a536-e9f4-11e8-9739-2dfe598c3fcd");
    private static final Idempotency NO_KEY = new Idempotency.SameRequest();

    private final FakeTime time = new FakeTime();
    private final InMemoryTable table = new InMemoryTable(time.all());
    private final Deque<Supplier<SubmittedTask>> script = new ArrayDeque<>();
    private final List<Submission> sent = new ArrayList<>();
    private final Deque<Runnable> duringSleeps = new ArrayDeque<>();
    private final Submitter bfl = (submission, attempts) -> {
        sent.add(submission);
        SubmittedTask task = script.removeFirst().get();
        return task;
    };
    private final GuardedSubmitter guard = guard(Budgets.NONE);

    @Nested
    class TheSameKey {

        @Test
        void gives_the_same_task_and_is_submitted_once() {
            accepts("a");

            SubmittedTask first = submit(KEY, "request");
            SubmittedTask second = submit(KEY, "request");

            assertThat(second).isEqualTo(first);
            assertThat(sent).hasSize(1);
        }

        @Test
        void gives_it_whichever_face_it_comes_by() {
            accepts("a");
            submit(new Idempotency.Key("k", List.of("header", "idempotency-key")), "request");

            assertThat(submit(KEY, "request").handle().id()).isEqualTo("a");
        }

        @Test
        void tells_the_log_that_the_task_is_an_earlier_ones() {
            accepts("a");
            submit(KEY, "request");
            Attempts attempts = new Attempts(time);

            guard.submit(submission(KEY, "request", Optional.empty()), attempts);

            assertThat(attempts.replayed()).isTrue();
            assertThat(attempts.accepted()).map(TaskHandle::id).contains("a");
            assertThat(attempts.submits()).isZero();
        }

        @Test
        void with_another_request_is_refused_by_the_fields_name() {
            accepts("a");
            submit(KEY, "request");

            FluxFillException failure = failure(KEY, "another request");

            assertThat(failure.type()).isEqualTo(ErrorType.INVALID_REQUEST);
            assertThat(failure.data())
                    .isEqualTo(Json.object("{'detail': [{'type': 'value_error', 'loc': ['body', 'idempotency_key'],"
                            + " 'msg': 'Value error, the key was used for another request before'}]}"));
            assertThat(sent).hasSize(1);
        }

        @Test
        void at_another_operation_is_another_request() {
            accepts("a");
            submit(KEY, "request");
            Submission finetuned = new Submission(
                    Endpoint.FILL_FINETUNED, body("request"), new Origin(KEY, Optional.empty()), in(30), in(30));

            assertThatThrownBy(() -> guard.submit(finetuned, new Attempts(time)))
                    .extracting("type")
                    .isEqualTo(ErrorType.INVALID_REQUEST);
        }

        @Test
        void pays_again_when_its_record_has_expired() {
            accepts("a");
            accepts("b");
            submit(KEY, "request");

            time.advance(Duration.ofDays(30).plusSeconds(2));

            assertThat(submit(KEY, "request").handle().id()).isEqualTo("b");
        }

        @ParameterizedTest
        @EnumSource(names = {"INVALID_REQUEST", "UNAUTHORIZED", "INSUFFICIENT_CREDITS", "RATE_LIMITED", "UNAVAILABLE"})
        void may_be_submitted_again_after_bfl_did_not_accept(ErrorType refusal) {
            fails(new FluxFillException(refusal, "no"));
            accepts("a");

            assertThat(failure(KEY, "request").type()).isEqualTo(refusal);

            assertThat(submit(KEY, "request").handle().id()).isEqualTo("a");
        }

        @ParameterizedTest
        @EnumSource(
                names = {"INVALID_REQUEST", "UNAUTHORIZED", "INSUFFICIENT_CREDITS", "RATE_LIMITED", "UNAVAILABLE"},
                mode = EnumSource.Mode.EXCLUDE)
        void stays_in_doubt_after_any_other_failure(ErrorType doubt) {
            fails(new FluxFillException(doubt, "who knows"));
            failure(KEY, "request");

            time.advance(Duration.ofDays(1000));

            assertThat(failure(KEY, "request").type()).isEqualTo(ErrorType.SUBMIT_UNKNOWN);
            assertThat(sent).hasSize(1);
        }

        @Test
        void tells_the_task_that_a_doubt_is_about() {
            fails(new FluxFillException(ErrorType.SUBMIT_UNKNOWN, "who knows").about(TaskHandle.byId("a")));
            failure(KEY, "request");

            assertThat(failure(KEY, "request").task()).contains(TaskHandle.byId("a"));
        }

        @Test
        void stays_in_doubt_after_a_fault_of_this_function() {
            script.add(() -> {
                throw new NoClassDefFoundError();
            });
            assertThatThrownBy(() -> submit(KEY, "request")).isInstanceOf(NoClassDefFoundError.class);

            assertThat(failure(KEY, "request").type()).isEqualTo(ErrorType.SUBMIT_UNKNOWN);
        }

        @Test
        void is_in_doubt_when_whoever_submitted_was_killed() {
            killed(KEY, "request");

            time.advance(
                    Duration.ofSeconds(30).plus(GuardedSubmitter.AFTER_THE_END).plusMillis(1));

            assertThat(failure(KEY, "request").type()).isEqualTo(ErrorType.SUBMIT_UNKNOWN);
            assertThat(time.sleeps()).isEmpty();
        }

        @Test
        void is_waited_for_while_another_submits() {
            killed(KEY, "request");
            duringSleeps.add(() -> settleAsSubmitted("a"));

            assertThat(submit(KEY, "request").handle().id()).isEqualTo("a");
            assertThat(sent).hasSize(1);
        }

        @Test
        void is_submitted_when_the_other_was_refused_meanwhile() {
            killed(KEY, "request");
            accepts("b");
            duringSleeps.add(() -> table.release("key#k", owner(), List.of(), Duration.ZERO));

            assertThat(submit(KEY, "request").handle().id()).isEqualTo("b");
        }

        @Test
        void is_in_progress_when_the_other_takes_longer_than_there_is_time() {
            killed(KEY, "request");

            FluxFillException failure = failure(KEY, "request", in(10));

            assertThat(failure.type()).isEqualTo(ErrorType.IN_PROGRESS);
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(1));
            assertThat(time.elapsed()).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Nested
    class AnEventWithoutAKey {

        @Test
        void gives_the_same_task_when_lambda_repeats_it() {
            accepts("a");

            submit(EVENT, "request");

            assertThat(submit(EVENT, "request").handle().id()).isEqualTo("a");
            assertThat(sent).hasSize(1);
        }

        @Test
        void is_another_one_by_another_id() {
            accepts("a");
            accepts("b");
            submit(EVENT, "request");

            assertThat(submit(new Idempotency.Event("x"), "request").handle().id())
                    .isEqualTo("b");
        }

        @Test
        void is_another_one_each_time_where_there_are_no_ids() {
            accepts("a");
            accepts("b");
            submit(new Idempotency.Event(""), "request");

            assertThat(submit(new Idempotency.Event(""), "request").handle().id())
                    .isEqualTo("b");
        }

        @Test
        void is_forgotten_when_nobody_can_repeat_it_any_more() {
            fails(new FluxFillException(ErrorType.SUBMIT_UNKNOWN, "who knows"));
            failure(EVENT, "request");
            accepts("b");

            time.advance(Duration.ofDays(1).plusSeconds(2));

            assertThat(submit(EVENT, "request").handle().id()).isEqualTo("b");
        }
    }

    @Nested
    class ARequestWithoutAKey {

        @Test
        void is_submitted_as_often_as_it_comes() {
            accepts("a");
            accepts("b");

            assertThat(submit(NO_KEY, "request").handle().id()).isEqualTo("a");
            assertThat(submit(NO_KEY, "request").handle().id()).isEqualTo("b");
        }

        @Test
        void is_not_sent_again_for_ten_minutes_after_a_doubt() {
            fails(new FluxFillException(ErrorType.SUBMIT_UNKNOWN, "who knows"));
            accepts("b");
            failure(NO_KEY, "request");

            time.advance(Duration.ofMinutes(10).minusSeconds(1));
            assertThat(failure(NO_KEY, "request").type()).isEqualTo(ErrorType.SUBMIT_UNKNOWN);
            time.advance(Duration.ofSeconds(2));

            assertThat(submit(NO_KEY, "request").handle().id()).isEqualTo("b");
        }

        @Test
        void is_not_sent_again_for_ten_minutes_after_whoever_submitted_it_was_killed() {
            killed(NO_KEY, "request");
            accepts("b");

            time.advance(
                    Duration.ofSeconds(30).plus(GuardedSubmitter.AFTER_THE_END).plusMillis(1));
            assertThat(failure(NO_KEY, "request").type()).isEqualTo(ErrorType.SUBMIT_UNKNOWN);
            time.advance(Duration.ofMinutes(10));

            assertThat(submit(NO_KEY, "request").handle().id()).isEqualTo("b");
        }

        @Test
        void is_not_held_up_by_the_same_one_under_way() {
            killed(NO_KEY, "request");
            accepts("b");

            assertThat(submit(NO_KEY, "request").handle().id()).isEqualTo("b");
        }

        @Test
        void is_another_one_when_anything_in_it_differs_or_another_caller_sends_it() {
            fails(new FluxFillException(ErrorType.SUBMIT_UNKNOWN, "who knows"));
            accepts("b");
            accepts("c");
            failure(NO_KEY, "request");

            assertThat(submit(NO_KEY, "another request").handle().id()).isEqualTo("b");
            assertThat(guard.submit(submission(NO_KEY, "request", Optional.of("another")), new Attempts(time))
                            .handle()
                            .id())
                    .isEqualTo("c");
        }

        @Test
        void may_be_sent_again_at_once_after_bfl_did_not_accept() {
            fails(new FluxFillException(ErrorType.UNAVAILABLE, "no"));
            accepts("b");
            failure(NO_KEY, "request");

            assertThat(submit(NO_KEY, "request").handle().id()).isEqualTo("b");
        }
    }

    @Nested
    class Budget {

        @Test
        void lets_through_what_the_day_has_credits_for() {
            GuardedSubmitter guard = guard(new Budgets(Optional.of(11), Optional.empty()));
            accepts("a");
            accepts("b");
            guard.submit(submission(new Idempotency.Event("1"), "x", Optional.empty()), new Attempts(time));
            guard.submit(submission(NO_KEY, "x", Optional.empty()), new Attempts(time));

            FluxFillException failure = failure(guard, submission(NO_KEY, "x", Optional.empty()));

            assertThat(failure.type()).isEqualTo(ErrorType.BUDGET_EXCEEDED);
            assertThat(failure).hasMessageContaining("11 credits").hasMessageNotContaining("caller");
            assertThat(failure.retryAfter()).as("midnight").contains(Duration.ofHours(12));
            assertThat(sent).hasSize(2);
        }

        @Test
        void begins_anew_at_midnight() {
            GuardedSubmitter guard = guard(new Budgets(Optional.of(5), Optional.empty()));
            accepts("a");
            accepts("b");
            guard.submit(submission(NO_KEY, "x", Optional.empty()), new Attempts(time));
            time.advance(Duration.ofHours(12));

            SubmittedTask next = guard.submit(submission(NO_KEY, "x", Optional.empty()), new Attempts(time));

            assertThat(next.handle().id()).isEqualTo("b");
        }

        @Test
        void is_each_callers_own_where_it_is_for_each() {
            GuardedSubmitter guard = guard(new Budgets(Optional.empty(), Optional.of(5)));
            accepts("a");
            accepts("b");
            guard.submit(submission(NO_KEY, "x", Optional.of("one")), new Attempts(time));
            guard.submit(submission(NO_KEY, "x", Optional.of("two")), new Attempts(time));

            FluxFillException failure = failure(guard, submission(NO_KEY, "x", Optional.of("one")));

            assertThat(failure).hasMessageContaining("allows this caller for a day");
        }

        @Test
        void is_one_for_all_callers_that_do_not_say_who_they_are() {
            GuardedSubmitter guard = guard(new Budgets(Optional.empty(), Optional.of(5)));
            accepts("a");
            guard.submit(submission(NO_KEY, "x", Optional.empty()), new Attempts(time));

            assertThat(failure(guard, submission(NO_KEY, "y", Optional.empty())).type())
                    .isEqualTo(ErrorType.BUDGET_EXCEEDED);
        }

        @Test
        void takes_a_name_of_any_length() {
            GuardedSubmitter guard = guard(new Budgets(Optional.empty(), Optional.of(5)));
            accepts("a");
            guard.submit(submission(NO_KEY, "x", Optional.of("n".repeat(100_000))), new Attempts(time));

            assertThat(failure(guard, submission(NO_KEY, "y", Optional.of("n".repeat(100_000))))
                            .type())
                    .isEqualTo(ErrorType.BUDGET_EXCEEDED);
        }

        @Test
        void is_not_used_up_by_what_bfl_did_not_accept_but_by_a_doubt() {
            GuardedSubmitter guard = guard(new Budgets(Optional.of(5), Optional.empty()));
            fails(new FluxFillException(ErrorType.RATE_LIMITED, "no"));
            fails(new FluxFillException(ErrorType.SUBMIT_UNKNOWN, "who knows"));
            Attempts attempts = new Attempts(time);

            assertThatThrownBy(() -> guard.submit(submission(KEY, "x", Optional.empty()), attempts));
            assertThat(attempts.credits()).isZero();
            assertThatThrownBy(() -> guard.submit(submission(KEY, "x", Optional.empty()), attempts));
            assertThat(attempts.credits()).isEqualTo(5);

            assertThat(failure(guard, submission(NO_KEY, "y", Optional.empty())).type())
                    .isEqualTo(ErrorType.BUDGET_EXCEEDED);
        }

        @Test
        void is_not_used_up_by_a_repetition() {
            GuardedSubmitter guard = guard(new Budgets(Optional.of(5), Optional.empty()));
            accepts("a");
            guard.submit(submission(KEY, "x", Optional.empty()), new Attempts(time));

            assertThat(guard.submit(submission(KEY, "x", Optional.empty()), new Attempts(time))
                            .handle()
                            .id())
                    .isEqualTo("a");
        }
    }

    @Nested
    class ATableInTrouble {

        @Test
        void before_the_submit_means_that_nothing_is_sent() {
            GuardedSubmitter guard =
                    new GuardedSubmitter(bfl, new BrokenTable(table), Budgets.NONE, Duration.ofDays(30), time.all());

            for (Idempotency idempotency : List.of(KEY, EVENT, NO_KEY)) {
                FluxFillException failure = failure(guard, submission(idempotency, "x", Optional.empty()));

                assertThat(failure.type()).isEqualTo(ErrorType.UNAVAILABLE);
                assertThat(failure).hasMessageEndingWith("Nothing was submitted.");
            }
            assertThat(sent).isEmpty();
        }

        @Test
        void after_the_submit_does_not_cost_the_caller_its_task() {
            BrokenTable broken = new BrokenTable(table);
            GuardedSubmitter guard = new GuardedSubmitter(bfl, broken, Budgets.NONE, Duration.ofDays(30), time.all());
            for (Idempotency idempotency : List.of(KEY, EVENT, NO_KEY)) {
                broken.worksFor(1);
                accepts("a");

                SubmittedTask task = guard.submit(submission(idempotency, "x", Optional.empty()), new Attempts(time));

                assertThat(task.handle().id()).isEqualTo("a");
            }
        }

        @Test
        void leaves_a_second_for_settling() {
            accepts("a");

            submit(KEY, "request");

            assertThat(sent.get(0).end().left()).isEqualTo(Duration.ofSeconds(29));
        }
    }

    private GuardedSubmitter guard(Budgets budgets) {
        Sleeper sleeper = pause -> {
            time.sleep(pause);
            if (!duringSleeps.isEmpty()) {
                duringSleeps.removeFirst().run();
            }
        };
        return new GuardedSubmitter(bfl, table, budgets, Duration.ofDays(30), new Time(time, time, sleeper, () -> 0));
    }

    private void accepts(String id) {
        script.add(() -> task(id));
    }

    private void fails(FluxFillException failure) {
        script.add(() -> {
            throw failure;
        });
    }

    /** Submits, and dies before anything is settled. */
    private void killed(Idempotency idempotency, String request) {
        script.add(() -> {
            throw new Killed();
        });
        assertThatThrownBy(() -> submit(idempotency, request)).isInstanceOf(Killed.class);
    }

    private void settleAsSubmitted(String id) {
        GuardRecord there = table.read("key#k", Duration.ZERO).orElseThrow();
        table.settle(
                "key#k",
                new GuardRecord.Submitted(there.request(), there.owner(), task(id)),
                Optional.empty(),
                Duration.ZERO);
    }

    private String owner() {
        return table.read("key#k", Duration.ZERO).orElseThrow().owner();
    }

    private SubmittedTask submit(Idempotency idempotency, String request) {
        return guard.submit(submission(idempotency, request, Optional.empty()), new Attempts(time));
    }

    private FluxFillException failure(Idempotency idempotency, String request) {
        return failure(idempotency, request, in(30));
    }

    private FluxFillException failure(Idempotency idempotency, String request, Deadline end) {
        Origin origin = new Origin(idempotency, Optional.empty());
        return failure(guard, new Submission(Endpoint.FILL, body(request), origin, end, end));
    }

    private FluxFillException failure(GuardedSubmitter guard, Submission submission) {
        return catchThrowableOfType(FluxFillException.class, () -> guard.submit(submission, new Attempts(time)));
    }

    private Submission submission(Idempotency idempotency, String request, Optional<String> caller) {
        return new Submission(Endpoint.FILL, body(request), new Origin(idempotency, caller), in(30), in(30));
    }

    private static Pieces body(String request) {
        return new Pieces(List.of(Utf8.of(request)));
    }

    private Deadline in(long seconds) {
        return Deadline.in(Duration.ofSeconds(seconds), time);
    }

    private static SubmittedTask task(String id) {
        String url = "https://api.eu2.bfl.ai/v1/get_result?id=" + id;
        return new SubmittedTask(
                Endpoint.FILL,
                TaskHandle.of(id, url),
                Json.object("{'id': '" + id + "', 'polling_url': '" + url + "'}"));
    }

    /** No code of the guard's catches it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
