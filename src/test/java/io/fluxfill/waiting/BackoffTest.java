package io.fluxfill.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
    private static final Optional<Duration> NOTHING_ASKED = Optional.empty();

    private final Backoff withoutJitter = new Backoff(() -> 0);

    @ParameterizedTest(name = "after {0} failed tries: {1} ms")
    @CsvSource({"1, 250", "2, 500", "3, 1000", "4, 2000", "5, 4000", "6, 5000", "7, 5000", "11, 5000", "12, 5000"})
    void waits_double_from_a_quarter_of_a_second_to_five_seconds(int tries, long millis) {
        assertThat(withoutJitter.after(tries, NOTHING_ASKED)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65, 100, 1_000_000, Integer.MAX_VALUE})
    void no_number_of_tries_is_too_many(int tries) {
        assertThat(withoutJitter.after(tries, NOTHING_ASKED)).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest(name = "random number {0}: {1} ms of 1,000")
    @CsvSource({"0, 1000", "0.2, 950", "0.5, 875", "0.8, 800"})
    void jitter_takes_off_up_to_a_quarter(double random, long millis) {
        assertThat(new Backoff(() -> random).after(3, NOTHING_ASKED)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void the_longest_wait_carries_jitter_too() {
        assertThat(new Backoff(() -> 0.5).after(50, NOTHING_ASKED)).isEqualTo(Duration.ofMillis(4375));
    }

    @Test
    void a_longer_wait_that_the_server_asks_for_is_kept_to_the_nanosecond() {
        Duration asked = Duration.ofSeconds(42).plusNanos(1);

        assertThat(new Backoff(() -> 0.99).after(1, Optional.of(asked))).isEqualTo(asked);
    }

    @Test
    void a_shorter_wait_that_the_server_asks_for_does_not_hurry_the_next_try() {
        assertThat(withoutJitter.after(3, Optional.of(Duration.ofMillis(999)))).isEqualTo(Duration.ofSeconds(1));
        assertThat(withoutJitter.after(3, Optional.of(Duration.ZERO))).isEqualTo(Duration.ofSeconds(1));
    }
}
