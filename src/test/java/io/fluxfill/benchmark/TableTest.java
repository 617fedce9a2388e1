package io.fluxfill.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables in Markdown. */
class TableTest {

    @Test
    void a_table_has_a_title_for_each_column_and_a_line_for_each_row() {
        Table table = new Table(List.of("init", "resident"));
        table.row("native", List.of("15", "40"));
        table.row("Node.js", List.of("30", "45"));

        assertThat(table.toString()).isEqualTo("""
            | | init | resident |
            |---|---|---|
            | native | 15 | 40 |
            | Node.js | 30 | 45 |
            """);
    }

    @Test
    void a_cell_has_the_median_and_the_spread() {
        assertThat(Table.cell(Optional.of(new Spread(15.72, 9.994, 1234.4, 20))))
                .isEqualTo("15.7 (9.99–1234)");
    }

    @Test
    void what_was_not_measured_is_a_dash() {
        assertThat(Table.cell(Optional.empty())).isEqualTo("–");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"0.123, 0.12", "9.87, 9.87", "12.34, 12.3", "99.94, 99.9", "123.4, 123", "-17.25, -17.3"})
    void a_number_has_three_digits(double value, String text) {
        assertThat(Table.number(value)).isEqualTo(text);
    }
}
