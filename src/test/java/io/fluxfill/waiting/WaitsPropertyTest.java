package io.fluxfill.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class WaitsPropertyTest {
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    @Property
    void a_pause_before_another_try_stays_between_three_quarters_of_the_shortest_and_the_longest(
            @ForAll @IntRange(min = 1) int tries,
            @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double random) {
        assertThat(new Backoff(() -> random).after(tries, Optional.empty()))
                .isBetween(threeQuarters(SHORTEST), LONGEST);
    }

    @Property
    void a_wait_that_the_server_asks_for_is_never_cut_short(
            @ForAll @IntRange(min = 1) int tries,
            @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double random,
            @ForAll @LongRange(min = 0, max = 86_400_000) long askedMillis) {
        Duration asked = Duration.ofMillis(askedMillis);

        assertThat(new Backoff(() -> random).after(tries, Optional.of(asked))).isGreaterThanOrEqualTo(asked);
    }

    @Property
    void a_wait_that_the_server_asks_for_is_never_drawn_out_beyond_the_longest_of_ours(
            @ForAll @IntRange(min = 1) int tries,
            @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double random,
            @ForAll @LongRange(min = 0, max = 86_400_000) long askedMillis) {
        Duration asked = Duration.ofMillis(askedMillis);

        assertThat(new Backoff(() -> random).after(tries, Optional.of(asked)))
                .isLessThanOrEqualTo(asked.compareTo(LONGEST) > 0 ? asked : LONGEST);
    }

    @Property
    void the_wait_between_two_polls_stays_between_three_quarters_of_the_shortest_and_the_longest(
            @ForAll @LongRange(min = 0, max = 86_400_000) long waitedMillis,
            @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double random) {
        assertThat(new PollInterval(() -> random).after(Duration.ofMillis(waitedMillis)))
                .isBetween(threeQuarters(SHORTEST), LONGEST);
    }

    private static Duration threeQuarters(Duration duration) {
        return duration.multipliedBy(3).dividedBy(4);
    }
}
