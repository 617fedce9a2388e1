package io.fluxfill.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.testing.FakeTime;
import java.time.Duration;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PollIntervalTest {
    private final PollInterval withoutJitter = new PollInterval(() -> 0);

    @ParameterizedTest(name = "after {0} ms: {1} ms")
    @CsvSource({
        "0, 250",
        "1000, 250",
        "2499, 250",
        "2500, 250",
        "2510, 251",
        "4500, 450",
        "10000, 1000",
        "49990, 4999",
        "50000, 5000",
        "50010, 5000",
        "600000, 5000",
        "840000, 5000"
    })
    void the_next_poll_comes_after_a_tenth_of_the_time_waited_within_bounds(long waited, long millis) {
        assertThat(withoutJitter.after(Duration.ofMillis(waited))).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest(name = "random number {0}: {1} ms of 1,000")
    @CsvSource({"0, 1000", "0.2, 950", "0.5, 875", "0.8, 800"})
    void jitter_takes_off_up_to_a_quarter(double random, long millis) {
        assertThat(new PollInterval(() -> random).after(Duration.ofSeconds(10))).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void the_shortest_wait_carries_jitter_too() {
        assertThat(new PollInterval(() -> 0.4).after(Duration.ZERO)).isEqualTo(Duration.ofMillis(225));
    }

    @ParameterizedTest(name = "ready after {0}")
    @MethodSource("times")
    void a_picture_is_found_within_a_tenth_of_the_time_it_took(Duration ready) {
        Duration allowed = longer(Duration.ofMillis(500), ready.dividedBy(10));

        jitters().forEach(jitter -> assertThat(find(ready, jitter).late()).isLessThanOrEqualTo(allowed));
    }

    @Test
    void a_usual_picture_of_four_and_a_half_seconds_is_found_within_half_a_second() {
        Duration usual = Duration.ofMillis(4500);

        jitters().forEach(jitter -> assertThat(find(usual, jitter).late()).isLessThanOrEqualTo(Duration.ofMillis(500)));
    }

    @ParameterizedTest(name = "ready after {0} s: at most {1} polls")
    @CsvSource({"1, 7", "4.5, 25", "10, 40", "60, 70", "600, 210"})
    void a_long_wait_costs_few_polls(double seconds, int most) {
        Duration ready = Duration.ofMillis((long) (seconds * 1000));

        jitters().forEach(jitter -> assertThat(find(ready, jitter).polls()).isLessThanOrEqualTo(most));
    }

    @Test
    void no_wait_is_ever_longer_than_five_seconds() {
        assertThat(withoutJitter.after(Duration.ofDays(365))).isEqualTo(Duration.ofSeconds(5));
    }

    private static Stream<Duration> times() {
        Stream<Duration> everyHalfSecond =
                Stream.iterate(500L, t -> t <= 15_000, t -> t + 500).map(Duration::ofMillis);
        Stream<Duration> odd = Stream.of(777, 4321, 17_003, 29_999, 44_444, 59_001, 61_234, 123_456, 299_999, 411_111)
                .map(Duration::ofMillis);
        Stream<Duration> everyHalfMinute =
                Stream.iterate(30L, t -> t <= 600, t -> t + 30).map(Duration::ofSeconds);
        return Stream.of(everyHalfSecond, odd, everyHalfMinute).flatMap(times -> times);
    }

    private static Stream<DoubleSupplier> jitters() {
        Random random = new Random(7);
        return Stream.of(() -> 0, () -> 0.5, () -> 0.999999, random::nextDouble);
    }

    /** Polls a picture that is ready at the given time, as the code does: first at once, then in this rhythm. */
    private static LocatedTask find(Duration ready, DoubleSupplier jitter) {
        FakeTime time = new FakeTime();
        PollInterval rhythm = new PollInterval(jitter);
        int polls = 1;
        while (time.elapsed().compareTo(ready) < 0 && polls < 10_000) {
            time.sleep(rhythm.after(time.elapsed()));
            polls++;
        }
        return new LocatedTask(time.elapsed().minus(ready), polls);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private record LocatedTask(Duration late, int polls) {}
}
