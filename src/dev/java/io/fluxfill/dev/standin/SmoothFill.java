package io.fluxfill.dev.standin;

import java.util.Arrays;
import java.util.Random;

/**
 * Fills a part of a picture smoothly from its border: every painted pixel becomes the mean of its neighbours (Laplace's
 * equation), and gets the grain of its surroundings. It is solved from coarse to fine, so that a large part takes no more
 * rounds than a small one.
 */
final class SmoothFill {

    private static final int MARGIN = 12;
    private static final int ROUNDS = 24;
    private static final float OVER_RELAXATION = 1.5f;
    private static final float MAX_GRAIN = 6;
    private static final float MID_GREY = 127;

    private final int width;
    private final int height;
    private final boolean[] part;
    private final int[] painted;

    private SmoothFill(int width, int height, boolean[] part) {
        this.width = width;
        this.height = height;
        this.part = part;
        this.painted = indicesOf(part);
    }

    /**
     * Paints a part of a picture.
     *
     * @param picture stays as it is
     * @param part the pixels to paint
     * @param seed the same seed gives the same grain
     * @return the opaque pixels; those outside the part are the picture's
     */
    static int[] paint(Picture picture, boolean[] part, long seed) {
        int[] rgb = picture.argb().clone();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] |= 0xFF000000;
        }
        Box box = Box.around(part, picture.width(), picture.height());
        if (box == null) {
            return rgb;
        }
        SmoothFill fill = new SmoothFill(box.width(), box.height(), box.cut(part, picture.width()));
        float[][] planes = new float[3][];
        for (int c = 0; c < 3; c++) {
            planes[c] = box.cutChannel(rgb, picture.width(), 16 - 8 * c);
            fill.solve(planes[c]);
        }
        fill.addGrain(planes, seed);
        for (int i : fill.painted) {
            int at = (box.top + i / fill.width) * picture.width() + box.left + i % fill.width;
            rgb[at] = 0xFF000000 | level(planes[0][i]) << 16 | level(planes[1][i]) << 8 | level(planes[2][i]);
        }
        return rgb;
    }

    private static int level(float value) {
        return Math.max(0, Math.min(255, Math.round(value)));
    }

    /** Solves for the painted pixels of one channel, leaving the others as they are. */
    private void solve(float[] values) {
        if (painted.length == 0) {
            return;
        }
        if (width == 1 && height == 1) {
            values[0] = MID_GREY;
            return;
        }
        startFromCoarser(values);
        for (int round = 0; round < ROUNDS; round++) {
            relax(values);
        }
    }

    private void relax(float[] values) {
        for (int i : painted) {
            int x = i % width;
            float sum = 0;
            int neighbours = 0;
            if (x > 0) {
                sum += values[i - 1];
                neighbours++;
            }
            if (x < width - 1) {
                sum += values[i + 1];
                neighbours++;
            }
            if (i >= width) {
                sum += values[i - width];
                neighbours++;
            }
            if (i < values.length - width) {
                sum += values[i + width];
                neighbours++;
            }
            values[i] += OVER_RELAXATION * (sum / neighbours - values[i]);
        }
    }

    /** Solves the same at half the size, and takes that as the first guess. */
    private void startFromCoarser(float[] values) {
        int halfWidth = (width + 1) / 2;
        int halfHeight = (height + 1) / 2;
        float[] sums = new float[halfWidth * halfHeight];
        int[] counts = new int[sums.length];
        for (int i = 0; i < values.length; i++) {
            if (!part[i]) {
                int at = i / width / 2 * halfWidth + i % width / 2;
                sums[at] += values[i];
                counts[at]++;
            }
        }
        boolean[] halfPart = new boolean[sums.length];
        for (int at = 0; at < sums.length; at++) {
            halfPart[at] = counts[at] == 0;
            sums[at] /= Math.max(1, counts[at]);
        }
        new SmoothFill(halfWidth, halfHeight, halfPart).solve(sums);
        for (int i : painted) {
            values[i] = between(sums, halfWidth, halfHeight, (i % width - 0.5f) / 2, (i / width - 0.5f) / 2);
        }
    }

    private static float between(float[] values, int width, int height, float x, float y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        float right = x - left;
        float below = y - top;
        int x0 = Math.max(0, left);
        int x1 = Math.min(width - 1, left + 1);
        int y0 = Math.max(0, top) * width;
        int y1 = Math.min(height - 1, top + 1) * width;
        float upper = values[y0 + x0] * (1 - right) + values[y0 + x1] * right;
        float lower = values[y1 + x0] * (1 - right) + values[y1 + x1] * right;
        return upper * (1 - below) + lower * below;
    }

    private void addGrain(float[][] planes, long seed) {
        float grain = Math.min(MAX_GRAIN, grainAround(planes[1]));
        if (grain == 0) {
            return;
        }
        Random random = new Random(seed);
        for (int i : painted) {
            // Mostly the same in all channels: grain is brightness rather than colour.
            float common = (float) random.nextGaussian() * grain;
            for (float[] plane : planes) {
                plane[i] += 0.9f * common + 0.3f * (float) random.nextGaussian() * grain;
            }
        }
    }

    /** The grain of the pixels around the part, by the median, so that edges do not count. */
    private float grainAround(float[] plane) {
        float[] deviations = new float[plane.length];
        int count = 0;
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int i = y * width + x;
                if (!(part[i] || part[i - 1] || part[i + 1] || part[i - width] || part[i + width])) {
                    float mean = (plane[i - 1] + plane[i + 1] + plane[i - width] + plane[i + width]) / 4;
                    deviations[count++] = Math.abs(plane[i] - mean);
                }
            }
        }
        if (count == 0) {
            return 0;
        }
        Arrays.sort(deviations, 0, count);
        // Median to standard deviation of a normal distribution, less what the mean of four neighbours adds.
        return deviations[count / 2] * 1.4826f / (float) Math.sqrt(1.25);
    }

    private static int[] indicesOf(boolean[] part) {
        int[] indices = new int[part.length];
        int count = 0;
        for (int i = 0; i < part.length; i++) {
            if (part[i]) {
                indices[count++] = i;
            }
        }
        return Arrays.copyOf(indices, count);
    }

    /** The part's rectangle with a margin: all that the fill needs of a picture. Edges are exclusive at right and bottom. */
    private record Box(int left, int top, int right, int bottom) {

        static Box around(boolean[] part, int width, int height) {
            int left = width;
            int top = height;
            int right = -1;
            int bottom = -1;
            for (int i = 0; i < part.length; i++) {
                if (part[i]) {
                    left = Math.min(left, i % width);
                    right = Math.max(right, i % width);
                    top = Math.min(top, i / width);
                    bottom = i / width;
                }
            }
            if (right < 0) {
                return null;
            }
            return new Box(
                    Math.max(0, left - MARGIN),
                    Math.max(0, top - MARGIN),
                    Math.min(width, right + 1 + MARGIN),
                    Math.min(height, bottom + 1 + MARGIN));
        }

        int width() {
            return right - left;
        }

        int height() {
            return bottom - top;
        }

        boolean[] cut(boolean[] pixels, int stride) {
            boolean[] cut = new boolean[width() * height()];
            for (int y = 0; y < height(); y++) {
                System.arraycopy(pixels, (top + y) * stride + left, cut, y * width(), width());
            }
            return cut;
        }

        float[] cutChannel(int[] rgb, int stride, int shift) {
            float[] cut = new float[width() * height()];
            for (int i = 0; i < cut.length; i++) {
                cut[i] = rgb[(top + i / width()) * stride + left + i % width()] >> shift & 0xFF;
            }
            return cut;
        }
    }
}
