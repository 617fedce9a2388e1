package io.fluxfill.preserve;

import io.fluxfill.picture.Rectangle;

/**
 * The part of a picture that is sent.
 *
 * @param part where it is; it may go beyond the picture's right and lower edge, where the edge goes on
 * @param width in pixels as it is sent: a multiple of 32
 * @param height likewise
 */
record Cut(Rectangle part, int width, int height) {
    /** BFL makes pictures whose sides are multiples of this: others it would cut or scale. */
    static final int STEP = 32;

    /** The longest side that BFL gives back as it came; longer ones it shrinks. */
    static final int LONGEST = 1440;

    private static final int SHORTEST = 256;

    /** So much more than what is painted is shown, in each direction. */
    private static final double CONTEXT = 1.75;

    /**
     * What to send of a picture: all of it where BFL would not shrink it, else what is painted and its surroundings.
     *
     * @param painted the bounds of what is painted
     */
    static Cut of(int width, int height, Rectangle painted) {
        Rectangle part = width <= LONGEST && height <= LONGEST
                ? new Rectangle(0, 0, up(width), up(height))
                : around(width, height, painted);
        double scale = Math.min(1, (double) LONGEST / Math.max(part.width(), part.height()));
        return new Cut(part, scaled(part.width(), scale), scaled(part.height(), scale));
    }

    private static Rectangle around(int width, int height, Rectangle painted) {
        int across = side(painted.width(), width);
        int down = side(painted.height(), height);
        return new Rectangle(
                start(painted.x(), painted.width(), across, width),
                start(painted.y(), painted.height(), down, height),
                across,
                down);
    }

    /** As long as context asks for; as BFL gives it back whole, where that holds all that is painted with some context. */
    private static int side(int painted, int picture) {
        int wanted = Math.max(SHORTEST, (int) (painted * CONTEXT));
        int whole = LONGEST / STEP * STEP;
        int side = wanted > whole && painted <= whole * 4 / 5 ? whole : wanted;
        return Math.min(up(side), up(picture));
    }

    private static int start(int painted, int length, int side, int picture) {
        int centred = painted + length / 2 - side / 2;
        return Math.max(0, Math.min(centred, picture - side));
    }

    private static int up(int length) {
        return (length + STEP - 1) / STEP * STEP;
    }

    private static int scaled(int length, double scale) {
        return Math.max(STEP, (int) Math.round(length * scale / STEP) * STEP);
    }
}
