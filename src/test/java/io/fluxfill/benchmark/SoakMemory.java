package io.fluxfill.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** How a process's memory goes on over many invocations, and whether that is growth. */
final class SoakMemory {
    /** Before that, a heap finds its size and code is met for the first time. */
    static final int SETTLED = 1_000;

    /** What is compared: so many invocations after the settling, and so many at the end. */
    static final int COMPARED = 1_000;

    private static final double ALLOWED_GROWTH = 0.05;

    /**
     * In megabytes, as for the largest events in a row. The high-water mark is not compared with itself: which events and which
     * collection it takes to reach it is chance, and so is when they first come together.
     */
    private static final double ALLOWED_MOST = 96;

    private final List<Sample> samples = new ArrayList<>();

    /**
     * One look at a process.
     *
     * @param invocations how many it has had
     * @param resident what it holds, in megabytes
     * @param most the most that it has held
     */
    record Sample(int invocations, double resident, double most) {
        /** As a line of the soak's output. */
        String line() {
            return String.format(
                    Locale.ROOT, "%,7d invocations: %6.1f MB resident, %6.1f MB at most", invocations, resident, most);
        }
    }

    void add(Sample sample) {
        samples.add(sample);
    }

    /** The part by which the mean of what it held is larger at the end; empty if there were too few invocations. */
    OptionalDouble growth() {
        int last = samples.isEmpty() ? 0 : samples.get(samples.size() - 1).invocations();
        if (last < SETTLED + 2 * COMPARED) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(mean(last - COMPARED, last) / mean(SETTLED, SETTLED + COMPARED) - 1);
    }

    /** The most that it held. */
    double most() {
        return samples.stream().mapToDouble(Sample::most).max().orElse(0);
    }

    /** Whether it grows, or has held too much. */
    boolean isTooMuch() {
        return growth().orElse(0) >= ALLOWED_GROWTH || most() > ALLOWED_MOST;
    }

    private double mean(int after, int until) {
        return samples.stream()
                .filter(sample -> sample.invocations() > after && sample.invocations() <= until)
                .mapToDouble(Sample::resident)
                .average()
                .orElseThrow();
    }
}
