package io.fluxfill.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What many measurements are in short. */
class SpreadTest {

    @Test
    void the_median_is_the_one_in_the_middle_whatever_the_order() {
        assertThat(Spread.of(List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5);
    }

    @Test
    void between_two_in_the_middle_the_median_is_half_way() {
        assertThat(Spread.of(List.of(1.0, 2.0, 4.0, 100.0)).median()).isEqualTo(3);
    }

    @Test
    void a_tenth_is_below_the_low_end_and_above_the_high_one() {
        Spread spread =
                Spread.of(IntStream.rangeClosed(0, 100).asDoubleStream().boxed().toList());

        assertThat(spread.low()).isEqualTo(10);
        assertThat(spread.high()).isEqualTo(90);
        assertThat(spread.count()).isEqualTo(101);
    }

    @Test
    void a_single_measurement_has_no_spread() {
        assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7, 1));
    }

    @Test
    void no_measurement_is_no_spread() {
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
    }
}
