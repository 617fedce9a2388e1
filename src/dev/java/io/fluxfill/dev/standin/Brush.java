package io.fluxfill.dev.standin;

import java.util.Random;

/** How the model's picture differs from what was sent, beyond the masked part. */
enum Brush implements Misbehaviour {
    SIDES_OF_32("sides of 32", "the picture comes back smaller, its sides multiples of 32, however small it was"),
    OUTSIDE_CHANGES("outside changes", "a quarter of the pixels outside of the mask change a little");

    /** A larger picture comes back with its longer side at this. */
    static final int LONGEST_SIDE = 1440;

    private static final int STEP = 32;
    private static final int ONE_IN = 4;
    private static final int LITTLE = 3;

    private final Words words;

    Brush(String words, String effect) {
        this.words = new Words(words, effect);
    }

    @Override
    public Words words() {
        return words;
    }

    /** The picture, or the mask of one, at the size of the result. */
    static Picture fitted(Picture picture, Prompt prompt) {
        int longest = Math.max(picture.width(), picture.height());
        if (longest <= LONGEST_SIDE && !prompt.asksFor(SIDES_OF_32)) {
            return picture;
        }
        double scale = Math.min(1, (double) LONGEST_SIDE / longest);
        return picture.scaledTo(side(picture.width() * scale), side(picture.height() * scale));
    }

    /** Changes the opaque pixels of a result outside of the painted part, if the prompt asks for it. */
    static void touch(int[] rgb, boolean[] part, long seed, Prompt prompt) {
        if (!prompt.asksFor(OUTSIDE_CHANGES)) {
            return;
        }
        Random random = new Random(seed);
        for (int i = 0; i < rgb.length; i++) {
            if (!part[i] && random.nextInt(ONE_IN) == 0) {
                int green = rgb[i] >> 8 & 0xFF;
                int change = (green < 128 ? 1 : -1) * (1 + random.nextInt(LITTLE));
                rgb[i] += change << 8;
            }
        }
    }

    private static int side(double scaled) {
        return Math.max(STEP, (int) Math.round(scaled) / STEP * STEP);
    }
}
