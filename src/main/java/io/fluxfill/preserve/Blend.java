package io.fluxfill.preserve;

import io.fluxfill.picture.Rectangle;

/** What is put into a picture: a fill, and how much of it is seen at each pixel. */
final class Blend {
    private static final int FULL = 255;

    private final Mask mask;
    private final Mask weights;
    private final Rectangle painted;
    private final Rectangle part;
    private final Scaler fill;

    /**
     * @param mask in the size of the picture; where it is 0, nothing changes
     * @param painted the mask's bounds
     * @param weights in the size of these bounds: how much of the fill is seen
     * @param part where the fill goes
     */
    Blend(Mask mask, Rectangle painted, Mask weights, Rectangle part, Scaler fill) {
        this.mask = mask;
        this.weights = weights;
        this.painted = painted;
        this.part = part;
        this.fill = fill;
    }

    /** The smallest part of the picture in which anything changes. */
    Rectangle painted() {
        return painted;
    }

    /**
     * Puts the fill into a part of a row.
     *
     * @param y the row
     * @param x the first column
     * @param row the samples of its pixels from there on: three, or four with alpha
     * @param samples of a pixel
     * @param max the largest value of a sample
     */
    void into(int y, int x, int length, int[] row, int samples, int max) {
        if (y < painted.y() || y >= painted.bottom()) {
            return;
        }
        int first = Math.max(x, painted.x());
        int last = Math.min(x + length, painted.right());
        if (first >= last) {
            return;
        }
        int[] colors = fill.row(y - part.y());
        int scale = max / FULL;
        for (int column = first; column < last; column++) {
            int weight = weight(column, y);
            if (weight > 0) {
                int at = (column - x) * samples;
                int from = 3 * (column - part.x());
                for (int i = 0; i < 3; i++) {
                    row[at + i] = mixed(row[at + i], colors[from + i] * scale, weight);
                }
                if (samples == 4) {
                    row[at + 3] = mixed(row[at + 3], max, weight);
                }
            }
        }
    }

    /** How much of the fill is seen at a pixel, 0 to 255: none where the mask paints nothing. */
    int weight(int x, int y) {
        int mask = this.mask.at(x, y);
        return mask == 0 ? 0 : (mask * weights.at(x - painted.x(), y - painted.y()) + FULL / 2) / FULL;
    }

    private static int mixed(int there, int fill, int weight) {
        return (there * (FULL - weight) + fill * weight + FULL / 2) / FULL;
    }
}
