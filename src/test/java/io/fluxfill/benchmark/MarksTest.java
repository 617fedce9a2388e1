package io.fluxfill.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** How the marks are read from the results. */
class MarksTest {
    private final Results results = new Results();

    @Test
    void the_jvm_is_compared_with_the_executable_without_warm_up() {
        add(Row.JVM, Figures.INIT, 600);
        add(Row.NATIVE, Figures.INIT, 20);
        add(Row.NATIVE_NO_WARM_UP, Figures.INIT, 15);

        assertThat(mark("init, JVM")).isEqualTo(40);
        assertThat(verdict("init, JVM")).isEqualTo("must");
    }

    @Test
    void of_node_and_python_the_faster_one_counts() {
        add(Row.NATIVE_NO_WARM_UP, Figures.firstAnswer(Shape.SMALL_DIRECT), 30);
        add(Row.NODE, Figures.firstAnswer(Shape.SMALL_DIRECT), 90);
        add(Row.PYTHON, Figures.firstAnswer(Shape.SMALL_DIRECT), 60);

        assertThat(mark("exec to first answer")).isEqualTo(0.5);
        assertThat(verdict("exec to first answer")).isEqualTo("aim");
    }

    @Test
    void what_is_above_the_must_is_missed() {
        add(Row.NATIVE, Figures.overhead(Shape.SMALL_DIRECT), 1.6);

        assertThat(verdict("warm overhead, 1 KB")).isEqualTo("missed");
    }

    @Test
    void a_ratio_of_which_a_half_is_missing_is_not_measured() {
        add(Row.NATIVE_NO_WARM_UP, Figures.INIT, 15);

        assertThat(verdict("init, JVM")).isEqualTo("not measured");
    }

    @Test
    void sizes_are_in_millions_of_bytes() {
        assertThat(mark("executable")).isEqualTo(44.5);
        assertThat(verdict("zip")).isEqualTo("must");
    }

    private void add(String row, String figure, double value) {
        results.add(new Row(row, row, List.of(), Map.of(), ""), figure, value);
    }

    private double mark(String what) {
        return find(what).measured().orElseThrow();
    }

    private String verdict(String what) {
        return find(what).verdict();
    }

    private Mark find(String what) {
        return new Marks(results)
                .all(OptionalDouble.of(44_500_000), OptionalDouble.of(15_000_000)).stream()
                        .filter(mark -> mark.what().startsWith(what))
                        .findFirst()
                        .orElseThrow();
    }
}
