package io.fluxfill.dev.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How much is measured.
 *
 * @param starts cold starts of each row for each kind of event
 * @param warm warm invocations of each row with small events
 * @param warmLargest the same with the largest
 * @param processes how often the most memory is measured, each time in a fresh process
 * @param memory whose shares of a processor are measured besides all of it, in megabytes
 * @param rows the rows' keys; empty for all
 */
record BenchmarkOptions(int starts, int warm, int warmLargest, int processes, List<Integer> memory, Set<String> rows) {
    private static final Set<String> ROWS =
            Set.of(Row.NATIVE, Row.NATIVE_NO_WARM_UP, Row.JVM, Row.JVM_AOT, Row.NODE, Row.PYTHON);
    private static final int LEAST_MEMORY = 128;
    private static final int MOST_MEMORY = 1769;

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with a sentence for whoever wrote it
     */
    static BenchmarkOptions of(String... arguments) {
        BenchmarkOptions options = new BenchmarkOptions(20, 200, 10, 3, List.of(), Set.of());
        List<String> left = new ArrayList<>(Arrays.asList(arguments));
        while (!left.isEmpty()) {
            String option = left.remove(0);
            if (option.equals("--quick")) {
                options = new BenchmarkOptions(2, 20, 2, 1, options.memory, options.rows);
                continue;
            }
            if (left.isEmpty()) {
                throw new IllegalArgumentException(option + " is no option, or needs a value.");
            }
            options = options.with(option, left.remove(0));
        }
        return options;
    }

    private BenchmarkOptions with(String option, String value) {
        return switch (option) {
            case "--starts" ->
                new BenchmarkOptions(number(option, value, 1, 1000), warm, warmLargest, processes, memory, rows);
            case "--memory" -> {
                List<Integer> megabytes = Arrays.stream(value.split(","))
                        .map(one -> number(option, one, LEAST_MEMORY, MOST_MEMORY))
                        .toList();
                yield new BenchmarkOptions(starts, warm, warmLargest, processes, megabytes, rows);
            }
            case "--rows" -> {
                Set<String> keys = new LinkedHashSet<>(List.of(value.split(",")));
                if (!ROWS.containsAll(keys)) {
                    throw new IllegalArgumentException("--rows takes "
                            + String.join(",", ROWS.stream().sorted().toList()) + ".");
                }
                yield new BenchmarkOptions(starts, warm, warmLargest, processes, memory, keys);
            }
            default ->
                throw new IllegalArgumentException(
                        option + " is no option: --quick, --starts N, --memory MB,MB, --rows ROW,ROW are.");
        };
    }

    private static int number(String option, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IllegalArgumentException(option + " takes numbers from " + least + " to " + most + ".");
    }
}
