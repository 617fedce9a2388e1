package io.fluxfill.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The starts as bars, in SVG: what a reader shall see of the tables at once. */
final class Chart {
    private static final int WIDTH = 760;
    private static final int LABEL = 170;
    private static final int VALUE = 70;
    private static final int LINE = 24;
    private static final int BAR = 16;
    private static final int TITLE = 34;

    /** Dark letters on nothing, and light ones where the reader's page is dark. */
    private static final String STYLE = """
        <style>
          text { font: 13px sans-serif; fill: #1f2328 }
          .title { font-weight: 600 }
          .ours { fill: #8250df }
          .others { fill: #8c959f }
          @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } }
        </style>
        """;

    private final List<Row> rows;
    private final Results results;

    Chart(List<Row> rows, Results results) {
        this.rows = rows;
        this.results = results;
    }

    /** As a file. */
    String toSvg() {
        String first = Figures.firstAnswer(Shape.SMALL_DIRECT);
        List<String> lines = new ArrayList<>();
        int height = group(lines, 0, "Exec to first answer, program in the page cache", first);
        height = group(lines, height, "The same, program on the disk alone", Figures.onColdDisk(first));
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">
            %s%s
            </svg>
            """.formatted(
                        WIDTH,
                        height,
                        "Milliseconds from the start of a process to its first answer, medians",
                        STYLE,
                        String.join("\n", lines));
    }

    /** Draws the bars of one figure, and gives where the next one may begin. */
    private int group(List<String> lines, int top, String title, String figure) {
        double most = rows.stream()
                .flatMap(row -> median(row, figure).stream())
                .max(Double::compare)
                .orElse(0.0);
        if (most == 0) {
            return top;
        }
        lines.add("<text class=\"title\" x=\"0\" y=\"%d\">%s, ms</text>".formatted(top + TITLE - LINE / 2, title));
        int y = top + TITLE;
        for (Row row : rows) {
            Optional<Double> median = median(row, figure);
            if (median.isPresent()) {
                lines.add(bar(row, y, median.get(), median.get() / most));
                y += LINE;
            }
        }
        return y;
    }

    private static String bar(Row row, int y, double median, double share) {
        int length = Math.max(1, (int) Math.round(share * (WIDTH - LABEL - VALUE)));
        int text = y + BAR - 3;
        return String.format(
                Locale.ROOT,
                """
                <text x="0" y="%d">%s</text>\
                <rect class="%s" x="%d" y="%d" width="%d" height="%d"/>\
                <text x="%d" y="%d">%s</text>""",
                text,
                row.title(),
                row.key().startsWith(Row.NATIVE) ? "ours" : "others",
                LABEL,
                y,
                length,
                BAR,
                LABEL + length + 6,
                text,
                Table.number(median));
    }

    private Optional<Double> median(Row row, String figure) {
        return results.spread(row.key(), figure).map(Spread::median);
    }
}
