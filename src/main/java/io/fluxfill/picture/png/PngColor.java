package io.fluxfill.picture.png;

import java.util.Set;

/** The colour types. */
public enum PngColor {
    GREY(0, 1, Set.of(1, 2, 4, 8, 16)),
    RGB(2, 3, Set.of(8, 16)),
    PALETTE(3, 1, Set.of(1, 2, 4, 8)),
    GREY_ALPHA(4, 2, Set.of(8, 16)),
    RGB_ALPHA(6, 4, Set.of(8, 16));

    private final int code;
    private final int samples;
    private final Set<Integer> depths;

    PngColor(int code, int samples, Set<Integer> depths) {
        this.code = code;
        this.samples = samples;
        this.depths = depths;
    }

    /** Its number in a file. */
    int code() {
        return code;
    }

    /** How many samples a pixel has. */
    public int samples() {
        return samples;
    }

    boolean mayHave(int depth) {
        return depths.contains(depth);
    }
}
