package io.fluxfill.preserve;

import io.fluxfill.picture.Rectangle;

/**
 * Gives a picture in another size, row by row: larger by a triangle filter, which does not ring at edges as sharper ones do, smaller
 * by the mean of what a pixel covers.
 */
final class Scaler {
    /** Parts of a pixel, in which places and weights are reckoned. */
    private static final int UNIT = 1 << 12;

    private final byte[] rgb;
    private final int width;
    private final int height;
    private final int newWidth;
    private final int newHeight;
    private final int[] row;

    /**
     * @param rgb red, green and blue of each pixel
     * @param newWidth the width that it is given in
     */
    Scaler(byte[] rgb, int width, int height, int newWidth, int newHeight) {
        this.rgb = rgb;
        this.width = width;
        this.height = height;
        this.newWidth = newWidth;
        this.newHeight = newHeight;
        this.row = new int[3 * newWidth];
    }

    /** A row in the new size: red, green and blue of each pixel. It is overwritten by the next one. */
    int[] row(int y) {
        if (width == newWidth && height == newHeight) {
            for (int i = 0; i < row.length; i++) {
                row[i] = rgb[y * row.length + i] & 0xff;
            }
            return row;
        }
        int place = place(y, height, newHeight);
        int upper = Math.max(0, place / UNIT);
        int lower = Math.min(upper + 1, height - 1);
        int down = Math.max(0, place - upper * UNIT);
        for (int x = 0; x < newWidth; x++) {
            int column = place(x, width, newWidth);
            int left = Math.max(0, column / UNIT);
            int right = Math.min(left + 1, width - 1);
            int across = Math.max(0, column - left * UNIT);
            for (int i = 0; i < 3; i++) {
                int above = mixed(sample(left, upper, i), sample(right, upper, i), across);
                int below = mixed(sample(left, lower, i), sample(right, lower, i), across);
                row[3 * x + i] = (int) (((long) above * (UNIT - down) + (long) below * down + (long) UNIT * UNIT / 2)
                        / ((long) UNIT * UNIT));
            }
        }
        return row;
    }

    /** Where the middle of a pixel lies among the middles of the old ones. */
    private static int place(int index, int old, int now) {
        return (int) Math.round(((index + 0.5) * old / now - 0.5) * UNIT);
    }

    private int sample(int x, int y, int index) {
        return rgb[3 * (y * width + x) + index] & 0xff;
    }

    private static int mixed(int one, int other, int share) {
        return one * (UNIT - share) + other * share;
    }

    /**
     * A plane in a smaller size, or the same.
     *
     * @param samples of a pixel
     */
    static byte[] smaller(byte[] plane, Rectangle size, int samples, int newWidth, int newHeight) {
        if (size.width() == newWidth && size.height() == newHeight) {
            return plane;
        }
        byte[] smaller = new byte[newWidth * newHeight * samples];
        for (int y = 0; y < newHeight; y++) {
            int top = (int) ((long) y * size.height() / newHeight);
            int bottom = Math.max(top + 1, (int) ((long) (y + 1) * size.height() / newHeight));
            for (int x = 0; x < newWidth; x++) {
                int left = (int) ((long) x * size.width() / newWidth);
                int right = Math.max(left + 1, (int) ((long) (x + 1) * size.width() / newWidth));
                for (int i = 0; i < samples; i++) {
                    int sum = 0;
                    for (int row = top; row < bottom; row++) {
                        for (int column = left; column < right; column++) {
                            sum += plane[(row * size.width() + column) * samples + i] & 0xff;
                        }
                    }
                    int count = (bottom - top) * (right - left);
                    smaller[(y * newWidth + x) * samples + i] = (byte) ((sum + count / 2) / count);
                }
            }
        }
        return smaller;
    }
}
