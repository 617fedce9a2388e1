package io.fluxfill.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.testing.FakeTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RotatingKeyTest {
    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofSeconds(4);

    private final FakeTime time = new FakeTime();
    private final ScriptedSource source = new ScriptedSource("bfl_1");
    private final RotatingKey key = new RotatingKey(source, MAX_AGE, time);

    @Nested
    class Age {

        @Test
        void nothing_is_read_before_the_key_is_needed() {
            assertThat(source.reads).isEmpty();
        }

        @Test
        void the_first_use_reads_the_key_within_the_time_that_there_is() {
            assertThat(key.value(LIMIT)).isEqualTo("bfl_1");
            assertThat(source.reads).containsExactly(LIMIT);
        }

        @Test
        void a_key_in_memory_is_used_until_its_age_is_over() {
            key.value(LIMIT);
            source.key = "bfl_2";
            time.advance(MAX_AGE.minusNanos(1));

            assertThat(key.value(LIMIT)).isEqualTo("bfl_1");
            assertThat(source.reads).hasSize(1);
        }

        @Test
        void when_the_age_is_over_the_key_is_read_again() {
            key.value(LIMIT);
            source.key = "bfl_2";
            time.advance(MAX_AGE);

            assertThat(key.value(Duration.ofSeconds(3))).isEqualTo("bfl_2");
            assertThat(source.reads).containsExactly(LIMIT, Duration.ofSeconds(3));
        }

        @Test
        void a_clock_that_is_set_back_does_not_keep_the_key_for_longer() {
            key.value(LIMIT);
            source.key = "bfl_2";
            time.setClockBy(Duration.ofHours(-1));

            assertThat(key.value(LIMIT)).isEqualTo("bfl_2");
        }

        @Test
        void the_age_is_counted_from_the_last_read() {
            key.value(LIMIT);
            time.advance(MAX_AGE);
            key.value(LIMIT);
            time.advance(MAX_AGE.minusNanos(1));
            key.value(LIMIT);

            assertThat(source.reads).hasSize(2);
        }
    }

    @Nested
    class Trouble {

        @Test
        void without_any_key_the_trouble_is_the_callers() {
            source.fail(ErrorType.UNAUTHORIZED);

            assertThatThrownBy(() -> key.value(LIMIT)).isSameAs(source.trouble);
        }

        @Test
        void without_any_key_every_use_tries_to_read_it() {
            source.fail(ErrorType.UNAVAILABLE);
            assertThatThrownBy(() -> key.value(LIMIT)).isSameAs(source.trouble);
            source.trouble = null;

            assertThat(key.value(LIMIT)).isEqualTo("bfl_1");
        }

        @Test
        void a_key_that_cannot_be_read_anew_is_used_on() {
            key.value(LIMIT);
            source.fail(ErrorType.UNAUTHORIZED);
            time.advance(MAX_AGE);

            assertThat(key.value(LIMIT)).isEqualTo("bfl_1");
            assertThat(source.reads).hasSize(2);
        }

        @Test
        void after_a_read_that_failed_there_is_a_pause_before_the_next() {
            key.value(LIMIT);
            source.fail(ErrorType.UNAVAILABLE);
            time.advance(MAX_AGE);
            key.value(LIMIT);
            time.advance(RotatingKey.PAUSE.minusNanos(1));
            key.value(LIMIT);

            assertThat(source.reads).hasSize(2);
        }

        @Test
        void after_the_pause_the_key_is_read_again() {
            key.value(LIMIT);
            source.fail(ErrorType.UNAVAILABLE);
            time.advance(MAX_AGE);
            key.value(LIMIT);
            source.trouble = null;
            source.key = "bfl_2";
            time.advance(RotatingKey.PAUSE);

            assertThat(key.value(LIMIT)).isEqualTo("bfl_2");
        }
    }

    @Nested
    class FaultsOfTheSource {

        @Test
        void whatever_the_source_throws_the_key_in_memory_is_used_on() {
            key.value(LIMIT);
            for (Throwable fault : List.of(
                    new UncheckedIOException(new IOException("planted")),
                    new IllegalStateException("planted"),
                    new NoClassDefFoundError("planted"))) {
                source.fault = fault;
                time.advance(MAX_AGE);

                assertThat(key.value(LIMIT)).isEqualTo("bfl_1");
                assertThat(key.afterRefusal("bfl_1", LIMIT)).isEmpty();
            }
        }

        @Test
        void after_a_fault_of_the_source_there_is_a_pause_before_the_next_read() {
            key.value(LIMIT);
            source.fault = new IllegalStateException("planted");
            time.advance(MAX_AGE);
            key.value(LIMIT);
            time.advance(RotatingKey.PAUSE.minusNanos(1));
            key.value(LIMIT);

            assertThat(source.reads).hasSize(2);
        }
    }

    @Nested
    class Refusals {

        @Test
        void a_refused_key_is_read_anew_however_young_it_is() {
            key.value(LIMIT);
            source.key = "bfl_2";

            assertThat(key.afterRefusal("bfl_1", Duration.ofSeconds(3))).contains("bfl_2");
            assertThat(source.reads).containsExactly(LIMIT, Duration.ofSeconds(3));
        }

        @Test
        void the_newer_key_is_used_from_then_on_up_to_its_own_age() {
            key.value(LIMIT);
            time.advance(MAX_AGE.dividedBy(2));
            source.key = "bfl_2";
            key.afterRefusal("bfl_1", LIMIT);
            time.advance(MAX_AGE.minusNanos(1));

            assertThat(key.value(LIMIT)).isEqualTo("bfl_2");
            assertThat(source.reads).hasSize(2);
        }

        @Test
        void where_the_source_still_has_the_refused_key_there_is_no_other() {
            key.value(LIMIT);

            assertThat(key.afterRefusal("bfl_1", LIMIT)).isEmpty();
            assertThat(source.reads).hasSize(2);
        }

        @Test
        void where_the_key_cannot_be_read_anew_after_a_refusal_there_is_no_other() {
            key.value(LIMIT);
            source.fail(ErrorType.UNAVAILABLE);

            assertThat(key.afterRefusal("bfl_1", LIMIT)).isEmpty();
            assertThat(key.value(LIMIT)).isEqualTo("bfl_1");
            assertThat(source.reads).hasSize(2);
        }

        @Test
        void a_newer_key_that_is_in_memory_already_is_given_without_a_read() {
            key.value(LIMIT);
            source.key = "bfl_2";
            time.advance(MAX_AGE);
            key.value(LIMIT);

            assertThat(key.afterRefusal("bfl_1", LIMIT)).contains("bfl_2");
            assertThat(source.reads).hasSize(2);
        }
    }

    @Test
    void many_users_at_once_cause_one_read() {
        Set<String> seen = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 64).parallel().forEach(user -> seen.add(key.value(LIMIT)));

        assertThat(seen).containsExactly("bfl_1");
        assertThat(source.reads).hasSize(1);
    }

    @Test
    void many_refusals_at_once_cause_one_read() {
        key.value(LIMIT);
        source.key = "bfl_2";

        Set<String> others = IntStream.range(0, 64)
                .parallel()
                .mapToObj(user -> key.afterRefusal("bfl_1", LIMIT).orElse("none"))
                .collect(Collectors.toSet());

        assertThat(others).containsExactly("bfl_2");
        assertThat(source.reads).hasSize(2);
    }

    /** A place that keeps a key, in a script's hands; not safe for threads, so that a race would show. */
    private static final class ScriptedSource implements KeySource {
        final List<Duration> reads = new ArrayList<>();
        String key;
        FluxFillException trouble;
        Throwable fault;

        ScriptedSource(String key) {
            this.key = key;
        }

        void fail(ErrorType type) {
            trouble = new FluxFillException(type, "The key could not be read.");
        }

        @Override
        public String read(Duration limit) {
            reads.add(limit);
            if (trouble != null) {
                throw trouble;
            }
            if (fault instanceof Error error) {
                throw error;
            }
            if (fault instanceof RuntimeException exception) {
                throw exception;
            }
            return key;
        }
    }
}
