package io.fluxfill.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A table in Markdown: a row for each way to do the job, a column for each figure. */
final class Table {
    private static final String UNKNOWN = "–";
    private static final double MANY = 100;
    private static final double FEW = 10;

    private final List<String> lines = new ArrayList<>();

    /** Starts a table whose first column has no title. */
    Table(List<String> columns) {
        lines.add("| | " + String.join(" | ", columns) + " |");
        lines.add("|---".repeat(columns.size() + 1) + "|");
    }

    /** Adds a row. */
    void row(String title, List<String> cells) {
        lines.add("| " + title + " | " + String.join(" | ", cells) + " |");
    }

    /** The median, and where the inner four fifths are: {@code 15.7 (15.5–16.3)}. */
    static String cell(Optional<Spread> spread) {
        return spread.map(
                        known -> number(known.median()) + " (" + number(known.low()) + "–" + number(known.high()) + ")")
                .orElse(UNKNOWN);
    }

    /** With three digits or all those before the point. */
    static String number(double value) {
        String format = Math.abs(value) >= MANY ? "%.0f" : Math.abs(value) >= FEW ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
