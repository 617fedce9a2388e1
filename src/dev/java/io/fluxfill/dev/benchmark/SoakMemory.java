package io.fluxfill.dev.benchmark;

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

    /** The same of the most that it held, at the end of each. */
    OptionalDouble growthOfMost() {
        if (growth().isEmpty()) {
            return OptionalDouble.empty();
        }
        double before = samples.stream()
                .filter(sample -> sample.invocations() <= SETTLED + COMPARED)
                .mapToDouble(Sample::most)
                .max()
                .orElseThrow();
        return OptionalDouble.of(samples.get(samples.size() - 1).most() / before - 1);
    }

    /** Whether either is too much. */
    boolean grows() {
        return growth().orElse(0) >= ALLOWED_GROWTH || growthOfMost().orElse(0) >= ALLOWED_GROWTH;
    }

    private double mean(int after, int until) {
        return samples.stream()
                .filter(sample -> sample.invocations() > after && sample.invocations() <= until)
                .mapToDouble(Sample::resident)
                .average()
                .orElseThrow();
    }
}
