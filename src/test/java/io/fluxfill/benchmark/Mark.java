package io.fluxfill.benchmark;

import java.util.OptionalDouble;

/**
 * One demand on the function, and how it is met.
 *
 * @param what is demanded
 * @param must the least that is good enough, as a number to be reached or not to be passed
 * @param aim what is better
 * @param more whether larger numbers are better
 * @param unit behind the numbers
 * @param measured empty where something that it takes was not measured
 */
record Mark(String what, double must, double aim, boolean more, String unit, OptionalDouble measured) {

    /** In a word. */
    String verdict() {
        if (measured.isEmpty()) {
            return "not measured";
        }
        if (reaches(aim)) {
            return "aim";
        }
        return reaches(must) ? "must" : "missed";
    }

    private boolean reaches(double value) {
        return more ? measured.getAsDouble() >= value : measured.getAsDouble() <= value;
    }
}
