package io.fluxfill.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxfill.bfl.Idempotency;
import io.fluxfill.bfl.Origin;
import io.fluxfill.bfl.Submission;
import io.fluxfill.error.ErrorType;
import io.fluxfill.guard.Interleaving.Invocation;
import io.fluxfill.json.Pieces;
import io.fluxfill.json.Utf8;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.waiting.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tries the real guard in every order of every step of a few invocations with one key, with every way in which up to so many of
 * the steps can go wrong: lost, late, refused, killed before or after. It is a search, not a sample.
 */
class AllInterleavingsPropertyTest {
    private static final Idempotency KEY = new Idempotency.Key("k", List.of("body", "idempotency_key"));

    /** Whoever waits for another looks twice in it. */
    private static final Duration TIME = Duration.ofMillis(600);

    private static ExecutorService threads;

    @BeforeAll
    static void startThreads() {
        threads = Executors.newCachedThreadPool(runnable -> {
            Thread thread = new Thread(runnable, "invocation");
            thread.setDaemon(true);
            return thread;
        });
    }

    @AfterAll
    static void stopThreads() {
        threads.shutdownNow();
    }

    @ParameterizedTest(name = "{0} invocations, {1} faults: {2} runs at least")
    @CsvSource({"1, 4, 50", "2, 2, 8000", "3, 1, 200000"})
    void no_order_of_steps_pays_twice_or_loses_a_task_or_leaves_a_key_stuck(int invocations, int faults, int runs)
            throws InterruptedException {
        assertThat(search(invocations, faults, table -> table)).isGreaterThan(runs);
    }

    /** That is what Powertools' idempotency does: it deletes its record after any exception. */
    @Test
    void a_guard_that_forgets_doubts_is_found_to_pay_twice() {
        assertThatThrownBy(() -> search(2, 2, ForgetfulTable::new)).hasMessageContaining("accepted, after");
    }

    /** Tries everything, and tells how many runs that took. */
    private static int search(int invocations, int faults, UnaryOperator<GuardTable> seenAs)
            throws InterruptedException {
        Search search = new Search();
        int runs = 0;
        do {
            Interleaving run = new Interleaving(threads, faults, seenAs);
            search.begin();
            run.play(invocations, () -> submission(run), search);
            List<String> accepted = run.accepted();
            Invocation last = run.playLast(submission(run));
            check(run, accepted, last);
            runs++;
        } while (search.hasMore());
        return runs;
    }

    @Test
    void the_search_tries_every_choice_once() {
        List<List<Integer>> tried = new ArrayList<>();
        Search search = new Search();
        do {
            search.begin();
            int first = search.choose(2);
            tried.add(first == 0 ? List.of(first, search.choose(3)) : List.of(first));
        } while (search.hasMore());

        assertThat(tried).containsExactly(List.of(0, 0), List.of(0, 1), List.of(0, 2), List.of(1));
    }

    private static void check(Interleaving run, List<String> accepted, Invocation last) {
        String story = run.story();
        assertThat(run.accepted()).as("accepted, after " + story).hasSizeLessThanOrEqualTo(1);
        assertThat(last.failure())
                .as("the last one's failure, after " + story)
                .isIn(Optional.empty(), Optional.of(ErrorType.SUBMIT_UNKNOWN));
        for (String id : accepted) {
            boolean told = run.invocations().stream()
                    .anyMatch(any -> any.toldId().filter(id::equals).isPresent());
            boolean recorded =
                    last.failure().filter(ErrorType.SUBMIT_UNKNOWN::equals).isPresent()
                            || last.toldId().filter(id::equals).isPresent();
            assertThat(told || recorded)
                    .as("the task is told or recorded, after " + story)
                    .isTrue();
            assertThat(recorded).as("the record knows of it, after " + story).isTrue();
        }
    }

    private static Submission submission(Interleaving run) {
        Deadline end = Deadline.in(TIME, run.time());
        Pieces body = new Pieces(List.of(Utf8.of("request")));
        return new Submission(Endpoint.FILL, body, new Origin(KEY, Optional.empty()), end, end);
    }

    /** Tries all choices, depth first, by running from the beginning each time. */
    private static final class Search implements Interleaving.Chooser {
        private final List<Integer> chosen = new ArrayList<>();
        private final List<Integer> possible = new ArrayList<>();
        private int next;

        void begin() {
            next = 0;
        }

        @Override
        public int choose(int possibilities) {
            if (next == chosen.size()) {
                chosen.add(0);
                possible.add(possibilities);
            }
            assertThat(possible.get(next)).as("a run can be repeated").isEqualTo(possibilities);
            return chosen.get(next++);
        }

        /** Goes on to the next choices, if there are any. */
        boolean hasMore() {
            while (!chosen.isEmpty() && chosen.get(chosen.size() - 1) + 1 == possible.get(chosen.size() - 1)) {
                chosen.remove(chosen.size() - 1);
                possible.remove(possible.size() - 1);
            }
            if (chosen.isEmpty()) {
                return false;
            }
            int last = chosen.size() - 1;
            chosen.set(last, chosen.get(last) + 1);
            return true;
        }
    }
}
