package io.fluxfill.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.testing.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private final FakeTime time = new FakeTime();

    @Test
    void a_new_deadline_leaves_all_of_its_time() {
        assertThat(in(30).left()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void the_time_left_shrinks_as_time_goes_by() {
        Deadline deadline = in(30);

        time.advance(Duration.ofSeconds(12));

        assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(18));
    }

    @Test
    void a_deadline_has_not_passed_a_nanosecond_before() {
        Deadline deadline = in(30);

        time.advance(Duration.ofSeconds(30).minusNanos(1));

        assertThat(deadline.passed()).isFalse();
        assertThat(deadline.left()).isEqualTo(Duration.ofNanos(1));
    }

    @Test
    void a_deadline_has_passed_at_its_very_moment() {
        Deadline deadline = in(30);

        time.advance(Duration.ofSeconds(30));

        assertThat(deadline.passed()).isTrue();
    }

    @Test
    void the_time_left_is_never_negative() {
        Deadline deadline = in(30);

        time.advance(Duration.ofHours(1));

        assertThat(deadline.left()).isEqualTo(Duration.ZERO);
        assertThat(deadline.passed()).isTrue();
    }

    @Test
    void a_deadline_of_no_time_has_passed_from_the_start() {
        assertThat(in(0).passed()).isTrue();
    }

    @Test
    void a_deadline_in_the_past_has_passed() {
        assertThat(in(-5).passed()).isTrue();
        assertThat(in(-5).left()).isEqualTo(Duration.ZERO);
    }

    @Test
    void the_sooner_of_two_is_taken_from_either_side() {
        Deadline sooner = in(10);
        Deadline later = in(20);

        assertThat(sooner.orSooner(later)).isSameAs(sooner);
        assertThat(later.orSooner(sooner)).isSameAs(sooner);
    }

    @Test
    void of_two_equal_ones_the_first_stays() {
        Deadline one = in(10);

        assertThat(one.orSooner(in(10))).isSameAs(one);
    }

    @Test
    void a_clock_that_is_set_back_gives_no_more_time() {
        Deadline deadline = in(30);

        time.setClockBy(Duration.ofHours(-1)).advance(Duration.ofSeconds(30));

        assertThat(deadline.passed()).isTrue();
    }

    @Test
    void a_clock_that_is_set_forward_takes_no_time_away() {
        Deadline deadline = in(30);

        time.setClockBy(Duration.ofHours(1));

        assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_ticker_may_run_over() {
        long[] nanos = {Long.MAX_VALUE - 5};
        Deadline sooner = Deadline.in(Duration.ofNanos(5), () -> nanos[0]);
        Deadline later = Deadline.in(Duration.ofNanos(10), () -> nanos[0]);

        assertThat(later.orSooner(sooner)).isSameAs(sooner);
        assertThat(sooner.orSooner(later)).isSameAs(sooner);
        nanos[0] += 7;
        assertThat(sooner.passed()).isTrue();
        assertThat(later.left()).isEqualTo(Duration.ofNanos(3));
    }

    private Deadline in(long seconds) {
        return Deadline.in(Duration.ofSeconds(seconds), time);
    }
}
