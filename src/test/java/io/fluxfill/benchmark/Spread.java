package io.fluxfill.benchmark;

import java.util.Collection;

/**
 * Many measurements of one thing in short: the middle one, and where the inner four fifths lie.
 *
 * @param median half of them are below
 * @param low a tenth of them is below
 * @param high a tenth of them is above
 * @param count how many there are
 */
public record Spread(double median, double low, double high, int count) {

    /**
     * The spread of some measurements; between two of them, it interpolates.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Spread of(Collection<Double> measurements) {
        if (measurements.isEmpty()) {
            throw new IllegalArgumentException("Nothing was measured.");
        }
        double[] sorted =
                measurements.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Spread(at(sorted, 0.5), at(sorted, 0.1), at(sorted, 0.9), sorted.length);
    }

    private static double at(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
