package io.fluxfill.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fluxfill.benchmark.BenchmarkOptions.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line of the benchmark. */
class BenchmarkOptionsTest {

    @Test
    void without_options_there_are_twenty_cold_starts_of_all_rows_on_all_processors() {
        BenchmarkOptions options = BenchmarkOptions.of();

        assertThat(options.starts()).isEqualTo(20);
        assertThat(options.rows()).isEmpty();
        assertThat(options.memory()).isEmpty();
    }

    @Test
    void options_can_come_together() {
        BenchmarkOptions options = BenchmarkOptions.of(
                "--quick", "--memory", "256,512", "--rows", "native,node", "--starts", "3", "--measure", "disk,warm");

        assertThat(options.starts()).isEqualTo(3);
        assertThat(options.effort()).isEqualTo(BenchmarkOptions.Effort.QUICK);
        assertThat(options.memory()).containsExactly(256, 512);
        assertThat(options.rows()).containsExactlyInAnyOrder(Row.NATIVE, Row.NODE);
        assertThat(options.kinds()).containsExactlyInAnyOrder(Kind.DISK, Kind.WARM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--starts",
                "--starts 0",
                "--starts many",
                "--memory 64",
                "--memory 512,",
                "--rows perl",
                "--measure",
                "--measure speed",
                "--measure warm,",
                "--slow 1",
                "native"
            })
    void what_cannot_be_understood_is_refused_with_a_sentence(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchmarkOptions.of(line.split(" ")))
                .withMessageEndingWith(".");
    }
}
