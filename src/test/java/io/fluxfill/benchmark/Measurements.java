package io.fluxfill.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.benchmark.BenchmarkOptions.Kind;
import io.fluxfill.lambda.Init;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Takes the measurements, the rows by turns, so that all meet the same machine. */
final class Measurements {
    /** The largest events take the most time, and their first invocations differ the least: one start of so many. */
    private static final int LARGEST_EVERY = 4;

    private static final int BLOCK = 20;
    private static final double WHOLE_CPU_MEGABYTES = 1769;

    /** Tasks take longer and longer, so that their ends fall everywhere between two polls. */
    private static final Duration SHORTEST_TASK = Duration.ofSeconds(1);

    private static final Duration TASK_STEP = Duration.ofMillis(37);

    private final HttpsBfl bfl;
    private final BenchmarkOptions options;
    private final BenchmarkOptions.Effort effort;
    private final Consumer<String> say;
    private final Results results = new Results();

    /**
     * @param say told what is being done
     */
    Measurements(HttpsBfl bfl, BenchmarkOptions options, Consumer<String> say) {
        this.bfl = bfl;
        this.options = options;
        this.effort = options.effort();
        this.say = say;
    }

    /**
     * Takes all of them.
     *
     * @throws IOException if a row gives a wrong answer
     */
    Results of(List<Row> rows) throws IOException, InterruptedException {
        for (Row row : rows) {
            say.accept("checking " + row.title());
            check(row);
        }
        if (isWanted(Kind.START)) {
            coldStarts(rows);
        }
        if (isWanted(Kind.DISK)) {
            new ColdDisk(bfl, results, say).measure(rows, options.starts());
        }
        if (isWanted(Kind.WARM)) {
            warm(rows, 0);
        }
        if (isWanted(Kind.WAIT)) {
            waits(rows);
        }
        if (isWanted(Kind.MEMORY)) {
            mostMemory(rows);
        }
        for (int megabytes : options.memory()) {
            coldStarts(rows, megabytes);
            warm(rows, megabytes);
        }
        return results;
    }

    private boolean isWanted(Kind kind) {
        return options.kinds().contains(kind);
    }

    /** That a row does the job, before it counts how fast. */
    private void check(Row row) throws IOException {
        try (LiveFunction function = LiveFunction.of(row)) {
            for (Shape shape : Shape.values()) {
                function.submit(shape, bfl);
            }
            String small = Payloads.request(Payloads.SMALL_BYTES, "");
            expectRefusal(function, small.replace("\"steps\":30", "\"steps\":99"), "steps");
            expectRefusal(function, small.replace("\"mask\":\"", "\"mask\":\"*"), "mask");
            bfl.taskTime(SHORTEST_TASK);
            JsonNode waited = function.invoke(Payloads.direct(Payloads.SMALL_BYTES, "\"wait\":10,"))
                    .answer();
            if (!waited.path("status").asText().equals("Ready")) {
                throw function.wrong("a submit with a wait", waited);
            }
        }
    }

    private static void expectRefusal(LiveFunction function, String request, String field) throws IOException {
        JsonNode direct = function.invoke(Payloads.bytes(request)).answer();
        if (!Face.DIRECT.isRefused(direct, field)) {
            throw function.wrong("a direct request with a wrong " + field, direct);
        }
        JsonNode http =
                function.invoke(Payloads.bytes(Payloads.httpEvent(request))).answer();
        if (!Face.HTTP.isRefused(http, field)) {
            throw function.wrong("an HTTP request with a wrong " + field, http);
        }
    }

    private void coldStarts(List<Row> rows) throws IOException, InterruptedException {
        for (int start = 1; start <= options.starts(); start++) {
            say.accept("cold starts, " + start + " of " + options.starts());
            for (Row row : rows) {
                for (Shape shape : shapes(start)) {
                    try (LiveFunction function = LiveFunction.of(row)) {
                        Init init = function.prepare();
                        results.add(row, Figures.INIT, Figures.millis(init.duration()));
                        results.add(row, Figures.RESIDENT, init.residentKilobytes() / 1024.0);
                        firstSubmit(row, function, shape, 0);
                    }
                }
            }
        }
    }

    private static List<Shape> shapes(int start) {
        return Stream.of(Shape.values())
                .filter(shape -> start % LARGEST_EVERY == 1 || !shape.isLargest())
                .toList();
    }

    private void coldStarts(List<Row> rows, int megabytes) throws IOException, InterruptedException {
        for (int start = 1; start <= options.starts(); start++) {
            say.accept("cold starts with %d MB, %d of %d".formatted(megabytes, start, options.starts()));
            for (Row row : rows) {
                try (LiveFunction function = function(row, megabytes)) {
                    Init init = function.prepare();
                    results.add(row, Figures.at(megabytes, Figures.INIT), Figures.millis(init.duration()));
                    firstSubmit(row, function, Shape.SMALL_DIRECT, megabytes);
                }
            }
        }
    }

    /** The process is ready, and its event waits for it: on Lambda the one is sent as soon as the other asks. */
    private void firstSubmit(Row row, LiveFunction function, Shape shape, int megabytes) throws IOException {
        LiveFunction.Submitted first = function.submit(shape, bfl);
        Duration duration = first.report().duration();
        Duration init = first.report().initDuration().orElseThrow();
        results.add(row, figure(megabytes, Figures.first(shape)), Figures.millis(duration));
        results.add(row, figure(megabytes, Figures.firstAnswer(shape)), Figures.millis(init.plus(duration)));
    }

    private void warm(List<Row> rows, int megabytes) throws IOException {
        List<LiveFunction> functions = new ArrayList<>();
        try {
            for (Row row : rows) {
                functions.add(function(row, megabytes));
            }
            for (Shape shape : Shape.values()) {
                say.accept("warm, " + shape.title() + (megabytes == 0 ? "" : " with " + megabytes + " MB"));
                int before = shape.isLargest() ? effort.beforeLargest() : effort.before();
                for (LiveFunction function : functions) {
                    for (int i = 0; i < before; i++) {
                        function.submit(shape, bfl);
                    }
                }
                int left = shape.isLargest() ? effort.warmLargest() : effort.warm();
                int block = shape.isLargest() ? 1 : BLOCK;
                for (; left > 0; left -= block) {
                    for (int i = 0; i < rows.size(); i++) {
                        warmBlock(rows.get(i), functions.get(i), shape, Math.min(block, left), megabytes);
                    }
                }
            }
        } finally {
            functions.forEach(LiveFunction::close);
        }
    }

    private void warmBlock(Row row, LiveFunction function, Shape shape, int times, int megabytes) throws IOException {
        for (int i = 0; i < times; i++) {
            LiveFunction.Submitted submitted = function.submit(shape, bfl);
            results.add(
                    row,
                    figure(megabytes, Figures.warm(shape)),
                    Figures.millis(submitted.report().duration()));
            results.add(row, figure(megabytes, Figures.overhead(shape)), Figures.millis(submitted.overhead()));
        }
    }

    private void waits(List<Row> rows) throws IOException {
        byte[] event = Payloads.direct(Payloads.SMALL_BYTES, "\"wait\":20,");
        int times = effort.waits();
        List<LiveFunction> functions = new ArrayList<>();
        try {
            for (Row row : rows) {
                functions.add(LiveFunction.of(row));
            }
            for (LiveFunction function : functions) {
                bfl.taskTime(Duration.ZERO);
                function.invoke(event);
            }
            for (int time = 0; time < times; time++) {
                say.accept("waits, " + (time + 1) + " of " + times);
                bfl.taskTime(SHORTEST_TASK.plus(TASK_STEP.multipliedBy(time)));
                for (int i = 0; i < rows.size(); i++) {
                    LiveFunction.Invoked invoked = functions.get(i).invoke(event);
                    if (!invoked.answer().path("status").asText().equals("Ready")) {
                        throw functions.get(i).wrong("a submit with a wait", invoked.answer());
                    }
                    HttpsBfl.Ready ready = bfl.lastReady();
                    double rhythm = (ready.toldNanos() - ready.sinceNanos()) / 1e6;
                    double processing = (invoked.arrivedNanos() - ready.toldNanos()) / 1e6;
                    results.add(rows.get(i), Figures.WAIT_RHYTHM, rhythm);
                    results.add(rows.get(i), Figures.WAIT_PROCESSING, processing);
                    results.add(rows.get(i), Figures.WAIT_OVERHEAD, rhythm + processing);
                }
            }
        } finally {
            functions.forEach(LiveFunction::close);
        }
    }

    private void mostMemory(List<Row> rows) throws IOException {
        for (int process = 1; process <= effort.processes(); process++) {
            say.accept("most memory, " + process + " of " + effort.processes());
            for (Row row : rows) {
                for (Shape shape : Shape.values()) {
                    try (LiveFunction function = LiveFunction.of(row)) {
                        for (int i = 1; i < effort.inARow(); i++) {
                            function.submit(shape, bfl);
                        }
                        function.submit(shape, bfl)
                                .report()
                                .maxMemoryKilobytes()
                                .ifPresent(most -> results.add(row, Figures.most(shape), most / 1024.0));
                    }
                }
            }
        }
    }

    private static LiveFunction function(Row row, int megabytes) throws IOException {
        return megabytes == 0 ? LiveFunction.of(row) : LiveFunction.of(row, megabytes / WHOLE_CPU_MEGABYTES);
    }

    private static String figure(int megabytes, String figure) {
        return megabytes == 0 ? figure : Figures.at(megabytes, figure);
    }
}
