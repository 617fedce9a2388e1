package io.fluxfill.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What counts as a growing memory. */
class SoakMemoryTest {
    private final SoakMemory memory = new SoakMemory();

    @Test
    void what_grows_in_the_first_thousand_does_not_count() {
        add(1, 1_000, 20, 20);
        add(1_001, 10_000, 90, 95);

        assertThat(memory.growth()).hasValue(0);
        assertThat(memory.isTooMuch()).isFalse();
    }

    @Test
    void the_last_thousand_are_compared_with_the_second_thousand() {
        add(1_001, 2_000, 100, 90);
        add(2_001, 9_000, 500, 90);
        add(9_001, 10_000, 104, 90);

        assertThat(memory.growth().orElseThrow()).isBetween(0.039, 0.041);
        assertThat(memory.isTooMuch()).isFalse();
    }

    @Test
    void five_percent_are_growth() {
        add(1_001, 2_000, 100, 90);
        add(9_001, 10_000, 105.1, 90);

        assertThat(memory.isTooMuch()).isTrue();
    }

    @Test
    void to_hold_more_than_the_largest_events_may_take_is_too_much_at_any_time() {
        add(1_001, 10_000, 60, 96);
        assertThat(memory.isTooMuch()).isFalse();

        add(10_001, 10_100, 60, 96.1);
        assertThat(memory.isTooMuch()).isTrue();
    }

    @Test
    void too_few_invocations_tell_nothing() {
        add(1, 2_500, 100, 90);

        assertThat(memory.growth()).isEmpty();
        assertThat(memory.isTooMuch()).isFalse();
    }

    private void add(int from, int until, double resident, double most) {
        for (int i = from; i <= until; i++) {
            if (i % 100 == 0) {
                memory.add(new SoakMemory.Sample(i, resident, most));
            }
        }
    }
}
