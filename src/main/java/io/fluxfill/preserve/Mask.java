package io.fluxfill.preserve;

import io.fluxfill.picture.Rectangle;
import java.util.Optional;

/** How much of each pixel is to be painted: a byte each, 0 to 255, row by row. Every operation takes time by the pixel, however far it reaches. */
final class Mask {
    private final int width;
    private final int height;
    private final byte[] painted;

    Mask(int width, int height, byte[] painted) {
        this.width = width;
        this.height = height;
        this.painted = painted;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** How much is painted, 0 to 255; nothing outside. */
    int at(int x, int y) {
        return x < 0 || y < 0 || x >= width || y >= height ? 0 : painted[y * width + x] & 0xff;
    }

    /** A part of it, which must be inside. */
    Mask part(Rectangle part) {
        byte[] rows = new byte[part.width() * part.height()];
        for (int y = 0; y < part.height(); y++) {
            System.arraycopy(painted, (part.y() + y) * width + part.x(), rows, y * part.width(), part.width());
        }
        return new Mask(part.width(), part.height(), rows);
    }

    /** All of them, not to be changed. */
    byte[] painted() {
        return painted;
    }

    /** The smallest rectangle that holds all that is painted at all; nothing where nothing is. */
    Optional<Rectangle> bounds() {
        int left = width;
        int right = -1;
        int top = -1;
        int bottom = -1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (painted[y * width + x] != 0) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = top < 0 ? y : top;
                    bottom = y;
                }
            }
        }
        return right < 0 ? Optional.empty() : Optional.of(new Rectangle(left, top, right - left + 1, bottom - top + 1));
    }

    /** The part of the picture that is painted, from 0 to 1. */
    double share() {
        long sum = 0;
        for (byte pixel : painted) {
            sum += pixel & 0xff;
        }
        return sum / 255.0 / painted.length;
    }

    /** What was painted is not, and the other way round. */
    Mask inverted() {
        byte[] inverted = new byte[painted.length];
        for (int i = 0; i < painted.length; i++) {
            inverted[i] = (byte) (255 - (painted[i] & 0xff));
        }
        return new Mask(width, height, inverted);
    }

    /**
     * Paints as far as so many pixels around what is painted, in a square.
     *
     * @see <a href="https://doi.org/10.1016/0167-8655(92)90069-C">the filter by van Herk</a>
     */
    Mask grown(int pixels) {
        if (pixels == 0) {
            return this;
        }
        byte[] grown = painted.clone();
        int longer = Math.max(width, height);
        int[] line = new int[longer];
        int[] before = new int[longer + 2 * pixels];
        int[] after = new int[longer + 2 * pixels];
        for (int y = 0; y < height; y++) {
            grow(grown, y * width, 1, width, pixels, line, before, after);
        }
        for (int x = 0; x < width; x++) {
            grow(grown, x, width, height, pixels, line, before, after);
        }
        return new Mask(width, height, grown);
    }

    /** One row or column: the greatest of a window is that of what is before and after the border of a block in it. */
    private static void grow(
            byte[] plane, int at, int step, int length, int pixels, int[] line, int[] before, int[] after) {
        int window = 2 * pixels + 1;
        int padded = length + 2 * pixels;
        for (int i = 0; i < length; i++) {
            line[i] = plane[at + i * step] & 0xff;
        }
        for (int i = 0; i < padded; i++) {
            int value = i < pixels || i >= pixels + length ? 0 : line[i - pixels];
            before[i] = i % window == 0 ? value : Math.max(before[i - 1], value);
        }
        for (int i = padded - 1; i >= 0; i--) {
            int value = i < pixels || i >= pixels + length ? 0 : line[i - pixels];
            after[i] = i == padded - 1 || i % window == window - 1 ? value : Math.max(after[i + 1], value);
        }
        for (int i = 0; i < length; i++) {
            plane[at + i * step] = (byte) Math.max(after[i], before[i + window - 1]);
        }
    }

    /** Softens edges over so many pixels to either side: three means of neighbours in a row, nearly a Gaussian. */
    Mask feathered(int pixels) {
        byte[] plane = painted;
        for (int pass = 0; pass < 3; pass++) {
            int radius = (pixels + pass) / 3;
            if (radius > 0) {
                plane = mean(mean(plane, radius, height, width, width, 1), radius, width, height, 1, width);
            }
        }
        return plane == painted ? this : new Mask(width, height, plane);
    }

    /** The means along lines; a line goes on outside as it ends. */
    private static byte[] mean(byte[] plane, int radius, int lines, int length, int lineStep, int step) {
        byte[] means = new byte[plane.length];
        int window = 2 * radius + 1;
        for (int line = 0; line < lines; line++) {
            int start = line * lineStep;
            int last = start + (length - 1) * step;
            int sum = (radius + 1) * (plane[start] & 0xff);
            for (int i = 1; i <= radius; i++) {
                sum += plane[Math.min(start + i * step, last)] & 0xff;
            }
            for (int i = 0; i < length; i++) {
                means[start + i * step] = (byte) ((sum + radius) / window);
                sum += plane[Math.min(start + (i + radius + 1) * step, last)] & 0xff;
                sum -= plane[Math.max(start + (i - radius) * step, start)] & 0xff;
            }
        }
        return means;
    }
}
