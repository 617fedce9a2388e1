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
    private static final int ROUNDS = 10;
    private static final int MANY_ROUNDS = 60;
    private static final int SMALL = 10_000;
    private static final int GRAIN_SAMPLES = 20_000;
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
        }
        fill.solve(planes);
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

    /** Solves for the painted pixels of all channels, leaving the others as they are. */
    private void solve(float[][] planes) {
        if (painted.length == 0) {
            return;
        }
        if (width == 1 && height == 1) {
            for (float[] plane : planes) {
                plane[0] = MID_GREY;
            }
            return;
        }
        startFromCoarser(planes);
        // What the coarser guess leaves to do is local, unless the picture is so small that rounds cost nothing.
        int rounds = part.length < SMALL ? MANY_ROUNDS : ROUNDS;
        for (float[] plane : planes) {
            for (int round = 0; round < rounds; round++) {
                relax(plane);
            }
        }
    }

    private void relax(float[] values) {
        for (int y = 0; y < height; y++) {
            int row = y * width;
            for (int i = row; i < row + width; i++) {
                if (part[i]) {
                    boolean inside = y > 0 && y < height - 1 && i > row && i < row + width - 1;
                    float mean = inside
                            ? (values[i - 1] + values[i + 1] + values[i - width] + values[i + width]) / 4
                            : meanAtEdge(values, i - row, y);
                    values[i] += OVER_RELAXATION * (mean - values[i]);
                }
            }
        }
    }

    private float meanAtEdge(float[] values, int x, int y) {
        int i = y * width + x;
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
        if (y > 0) {
            sum += values[i - width];
            neighbours++;
        }
        if (y < height - 1) {
            sum += values[i + width];
            neighbours++;
        }
        return sum / neighbours;
    }

    /** Solves the same at half the size, and takes that as the first guess. */
    private void startFromCoarser(float[][] planes) {
        int halfWidth = (width + 1) / 2;
        int halfHeight = (height + 1) / 2;
        int[] counts = new int[halfWidth * halfHeight];
        float[][] halves = new float[planes.length][counts.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                if (!part[i]) {
                    int at = y / 2 * halfWidth + x / 2;
                    counts[at]++;
                    for (int c = 0; c < planes.length; c++) {
                        halves[c][at] += planes[c][i];
                    }
                }
            }
        }
        boolean[] halfPart = new boolean[counts.length];
        for (int at = 0; at < counts.length; at++) {
            halfPart[at] = counts[at] == 0;
            for (float[] half : halves) {
                half[at] /= Math.max(1, counts[at]);
            }
        }
        new SmoothFill(halfWidth, halfHeight, halfPart).solve(halves);
        for (int i : painted) {
            float x = (i % width - 0.5f) / 2;
            float y = (i / width - 0.5f) / 2;
            for (int c = 0; c < planes.length; c++) {
                planes[c][i] = between(halves[c], halfWidth, halfHeight, x, y);
            }
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
        int step = 1 + plane.length / GRAIN_SAMPLES;
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1 + y % step; x < width - 1; x += step) {
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
