package io.fluxfill.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much is measured.
 *
 * @param starts cold starts of each row for each kind of small event
 * @param effort how much else
 * @param memory whose shares of a processor are measured besides all of it, in megabytes
 * @param rows the rows' keys; empty for all
 * @param kinds what is measured
 */
record BenchmarkOptions(int starts, Effort effort, List<Integer> memory, Set<String> rows, Set<Kind> kinds) {
    private static final Set<String> ROWS = Set.of(
            Row.NATIVE,
            Row.NATIVE_NO_WARM_UP,
            Row.NATIVE_GUARDED,
            Row.JVM,
            Row.JVM_AOT,
            Row.RUST,
            Row.GO,
            Row.NODE,
            Row.PYTHON);
    private static final int MOST_STARTS = 1000;
    private static final int LEAST_MEMORY = 128;
    private static final int MOST_MEMORY = 1769;

    /** What can be measured. */
    enum Kind {
        /** Cold starts from the page cache. */
        START,
        /** Cold starts from the disk. */
        DISK,
        /** Processes that have had events before. */
        WARM,
        /** Waits for a task. */
        WAIT,
        /** The most memory that a process holds. */
        MEMORY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How often the rest is measured.
     *
     * @param warm warm invocations of each row with small events
     * @param warmLargest the same with the largest
     * @param before what a process answers before its answers count as warm: a compiler has to see some
     * @param beforeLargest the same with the largest
     * @param waits waits of each row
     * @param processes fresh processes of each row whose most memory is measured
     * @param inARow what each of these answers before it is
     */
    record Effort(int warm, int warmLargest, int before, int beforeLargest, int waits, int processes, int inARow) {
        static final Effort FULL = new Effort(200, 10, 30, 5, 10, 3, 10);
        static final Effort QUICK = new Effort(20, 2, 5, 1, 1, 1, 2);
    }

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with a sentence for whoever wrote it
     */
    static BenchmarkOptions of(String... arguments) {
        BenchmarkOptions options =
                new BenchmarkOptions(20, Effort.FULL, List.of(), Set.of(), EnumSet.allOf(Kind.class));
        List<String> left = new ArrayList<>(Arrays.asList(arguments));
        while (!left.isEmpty()) {
            String option = left.remove(0);
            if (option.equals("--quick")) {
                options = new BenchmarkOptions(2, Effort.QUICK, options.memory, options.rows, options.kinds);
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
            case "--starts" -> new BenchmarkOptions(number(option, value, 1, MOST_STARTS), effort, memory, rows, kinds);
            case "--memory" -> {
                List<Integer> megabytes = Arrays.stream(value.split(",", -1))
                        .map(one -> number(option, one, LEAST_MEMORY, MOST_MEMORY))
                        .toList();
                yield new BenchmarkOptions(starts, effort, megabytes, rows, kinds);
            }
            case "--rows" -> {
                Set<String> keys = new LinkedHashSet<>(List.of(value.split(",", -1)));
                if (!ROWS.containsAll(keys)) {
                    throw new IllegalArgumentException("--rows takes "
                            + String.join(",", ROWS.stream().sorted().toList()) + ".");
                }
                yield new BenchmarkOptions(starts, effort, memory, keys, kinds);
            }
            case "--measure" -> {
                List<String> words = List.of(value.split(",", -1));
                Set<Kind> some = Stream.of(Kind.values())
                        .filter(kind -> words.contains(kind.word()))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
                if (some.size() != words.size()) {
                    throw new IllegalArgumentException("--measure takes "
                            + Stream.of(Kind.values()).map(Kind::word).collect(Collectors.joining(",")) + ".");
                }
                yield new BenchmarkOptions(starts, effort, memory, rows, some);
            }
            default ->
                throw new IllegalArgumentException(
                        option
                                + " is no option: --quick, --starts N, --memory MB,MB, --rows ROW,ROW, --measure KIND,KIND are.");
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
