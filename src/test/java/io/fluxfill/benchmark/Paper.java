package io.fluxfill.benchmark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The results as they are read: tables in Markdown, and everything in JSON. */
final class Paper {
    private static final Shape SMALL = Shape.SMALL_DIRECT;

    private final Machine machine;
    private final BenchmarkOptions options;
    private final List<Row> rows;
    private final Results results;
    private final List<Mark> marks;

    Paper(Machine machine, BenchmarkOptions options, List<Row> rows, Results results, List<Mark> marks) {
        this.machine = machine;
        this.options = options;
        this.rows = rows;
        this.results = results;
        this.marks = marks;
    }

    String toMarkdown() {
        StringBuilder text = new StringBuilder();
        text.append(machine.sentence());
        text.append(" Medians (10 % to 90 %), milliseconds and MB of 1,048,576 bytes; ")
                .append(options.starts())
                .append(" cold starts a row and kind of small event, all rows by turns.\n");
        section(
                text,
                "Cold start, all processors",
                "Init is from exec to the first question for an event, resident is the memory then. The first answer is that to"
                        + " a submit of 1 KB over HTTPS: init and first invocation.",
                List.of("init", "resident", "first invocation", "exec to first answer"),
                Stream.of(Figures.INIT, Figures.RESIDENT, Figures.first(SMALL), Figures.firstAnswer(SMALL)));
        coldDisk(text);
        section(
                text,
                "First invocation of a process",
                "After the init; the largest is " + Payloads.MOST_BYTES
                        + " bytes, the most that Lambda takes, and was sent with one start of four.",
                shapes(),
                figures(Figures::first));
        section(text, "Warm invocation", "BFL's part included.", shapes(), figures(Figures::warm));
        section(
                text,
                "Warm overhead",
                "The invocation less the time in which BFL had the request, from its last byte read until its answer was"
                        + " written. What it takes to carry the event and the request there is in it.",
                shapes(),
                figures(Figures::overhead));
        section(
                text,
                "Wait overhead",
                "From BFL's task being ready to the answer at the caller: until a poll was told so, and from then on.",
                List.of("overhead", "rhythm of the polls", "processing"),
                Stream.of(Figures.WAIT_OVERHEAD, Figures.WAIT_RHYTHM, Figures.WAIT_PROCESSING));
        section(
                text,
                "Most resident memory",
                "After " + options.effort().inARow() + " in a row, in fresh processes; the executable is told of "
                        + Rows.MEMORY_MEGABYTES + " MB.",
                shapes(),
                figures(Figures::most));
        options.memory().forEach(megabytes -> share(text, megabytes));
        sizes(text);
        marks(text);
        return text.toString();
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("machine", machine.toJson());
        json.put("starts", options.starts());
        ObjectNode all = json.putObject("rows");
        for (Row row : rows) {
            ObjectNode one = all.putObject(row.key()).put("title", row.title()).put("size", row.size());
            ObjectNode figures = one.putObject("figures");
            results.of(row.key()).forEach((figure, values) -> {
                Spread spread = Spread.of(values);
                ObjectNode told = figures.putObject(figure)
                        .put("median", spread.median())
                        .put("p10", spread.low())
                        .put("p90", spread.high());
                ArrayNode list = told.putArray("all");
                values.forEach(list::add);
            });
        }
        ArrayNode list = json.putArray("marks");
        for (Mark mark : marks) {
            ObjectNode one = list.addObject()
                    .put("what", mark.what())
                    .put("must", mark.must())
                    .put("aim", mark.aim())
                    .put("unit", mark.unit())
                    .put("verdict", mark.verdict());
            mark.measured().ifPresent(value -> one.put("measured", value));
        }
        return json;
    }

    private void coldDisk(StringBuilder text) {
        section(
                text,
                "Cold start from the disk",
                "As in a new sandbox: every page of the program was dropped from the page cache. Linux reads "
                        + ColdDisk.READ_AHEAD_KILOBYTES
                        + " KB ahead, but for the last column, where it reads the pages that are touched until then, and no"
                        + " others.",
                List.of(
                        "exec to ready",
                        "exec to first answer",
                        "MB read, ready",
                        "MB read, answered",
                        "waits for the disk, ready",
                        "pages of files in memory, ready",
                        "answered",
                        "touched, ready"),
                Stream.of(
                        Figures.onColdDisk(Figures.INIT),
                        Figures.onColdDisk(Figures.firstAnswer(SMALL)),
                        Figures.read(ColdDisk.NEXT),
                        Figures.read(ColdDisk.ANSWER),
                        Figures.majorFaults(ColdDisk.NEXT),
                        Figures.fileResident(ColdDisk.NEXT),
                        Figures.fileResident(ColdDisk.ANSWER),
                        Figures.TOUCHED));
    }

    private void share(StringBuilder text, int megabytes) {
        section(
                text,
                "With the processor of " + megabytes + " MB",
                "A whole one during init, " + megabytes + "/1769 of one from then on, as on Lambda. Submits direct.",
                List.of("init", "first invocation, 1 KB", "exec to first answer", "warm, 1 KB", "warm, largest"),
                Stream.of(
                                Figures.INIT,
                                Figures.first(SMALL),
                                Figures.firstAnswer(SMALL),
                                Figures.warm(SMALL),
                                Figures.warm(Shape.LARGEST_DIRECT))
                        .map(figure -> Figures.at(megabytes, figure)));
    }

    private void section(
            StringBuilder text, String title, String explanation, List<String> columns, Stream<String> figures) {
        List<String> names = figures.toList();
        Table table = new Table(columns);
        for (Row row : rows) {
            table.row(
                    row.title(),
                    names.stream()
                            .map(figure -> Table.cell(results.spread(row.key(), figure)))
                            .toList());
        }
        chapter(text, title, explanation, table);
    }

    private void sizes(StringBuilder text) {
        Table table = new Table(List.of("what is deployed"));
        rows.forEach(row -> table.row(row.title(), List.of(row.size())));
        chapter(text, "Size", "MB of a million bytes; interpreters and JVMs not counted, which Lambda brings.", table);
    }

    private void marks(StringBuilder text) {
        Table table = new Table(List.of("must", "aim", "measured", ""));
        for (Mark mark : marks) {
            String measured =
                    mark.measured().isPresent() ? Table.number(mark.measured().getAsDouble()) : "–";
            table.row(
                    mark.what() + ", " + mark.unit(),
                    List.of(Table.number(mark.must()), Table.number(mark.aim()), measured, mark.verdict()));
        }
        chapter(text, "Marks", "Ratios of medians of this run.", table);
    }

    private static void chapter(StringBuilder text, String title, String explanation, Table table) {
        text.append("\n### ")
                .append(title)
                .append("\n\n")
                .append(explanation)
                .append("\n\n")
                .append(table);
    }

    private static List<String> shapes() {
        return Arrays.stream(Shape.values()).map(Shape::title).toList();
    }

    private static Stream<String> figures(Function<Shape, String> figure) {
        return Arrays.stream(Shape.values()).map(figure);
    }
}
