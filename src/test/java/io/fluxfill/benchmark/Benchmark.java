package io.fluxfill.benchmark;

import io.fluxfill.lambda.CpuLimits;
import io.fluxfill.lambda.LambdaOptions;
import io.fluxfill.testing.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** Measures the function beside the same job in other forms: {@code src/bench/run} makes what it needs, and runs it. */
public final class Benchmark {
    private Benchmark() {}

    /**
     * Prints the tables, and writes them to {@code target/bench/benchmark.md}, with a chart beside it and all in {@code benchmark.json}.
     *
     * @param arguments see {@code src/bench/run --help}
     */
    public static void main(String... arguments) throws Exception {
        int status = 0;
        try {
            run(BenchmarkOptions.of(arguments));
        } catch (IllegalArgumentException | IOException e) {
            System.err.println(e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private static void run(BenchmarkOptions options) throws IOException, InterruptedException {
        if (!options.memory().isEmpty() && LambdaOptions.cpuLimits() == CpuLimits.NONE) {
            throw new IOException("--memory needs control groups that this user may write to (cgroup v1 or v2).");
        }
        Machine machine = Machine.here();
        Path temporary = Files.createTempDirectory("flux-fill-benchmark");
        try (HttpsBfl bfl = HttpsBfl.start(temporary);
                InstantTable table = InstantTable.start(bfl.certificate())) {
            Files.createDirectories(Places.FOLDER);
            List<Row> rows = new Rows(bfl, table, options.rows(), Benchmark::say).all();
            Results results = new Measurements(bfl, options, Benchmark::say).of(rows);
            boolean isNative = rows.stream().anyMatch(row -> row.key().equals(Row.NATIVE));
            List<Mark> marks = new Marks(results)
                    .all(size(isNative, isNative ? Places.executable() : Places.ZIP), size(isNative, Places.ZIP));
            Paper paper = new Paper(machine, options, rows, results, marks);
            String markdown = paper.toMarkdown();
            Files.writeString(Places.FOLDER.resolve("benchmark.md"), markdown);
            Files.writeString(Places.FOLDER.resolve("benchmark.svg"), new Chart(rows, results).toSvg());
            Json.MAPPER
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(Places.FOLDER.resolve("benchmark.json").toFile(), paper.toJson());
            System.out.println(markdown);
        } finally {
            Places.delete(temporary);
        }
    }

    private static OptionalDouble size(boolean wanted, Path file) throws IOException {
        return wanted && Files.exists(file) ? OptionalDouble.of(Places.bytes(file)) : OptionalDouble.empty();
    }

    private static void say(String what) {
        System.err.println(what);
    }
}
