package io.fluxfill.picture.jpeg;

import io.fluxfill.picture.Rectangle;

/**
 * Makes pixels of a picture's coefficients, as libjpeg does by default: colour planes that are half as fine are interpolated by a
 * triangle.
 *
 * @see <a href="https://github.com/libjpeg-turbo/libjpeg-turbo/blob/main/src/jdsample.c">libjpeg's upsampling</a>
 */
public final class JpegPixels {
    private static final int BITS = 16;
    private static final int HALF = 1 << (BITS - 1);
    private static final int RED_OF_CR = fix(1.40200);
    private static final int GREEN_OF_CB = fix(0.34414);
    private static final int GREEN_OF_CR = fix(0.71414);
    private static final int BLUE_OF_CB = fix(1.77200);

    private final JpegImage image;
    private final Rectangle part;
    private final Plane[] planes;

    private JpegPixels(JpegImage image, Rectangle part) {
        this.image = image;
        this.part = part;
        this.planes = image.components().stream()
                .map(component -> new Plane(image, component, part))
                .toArray(Plane[]::new);
    }

    /**
     * The pixels of a part of a picture.
     *
     * @return red, green and blue of each, row by row
     */
    public static byte[] rgb(JpegImage image, Rectangle part) {
        return new JpegPixels(image, part).rgb();
    }

    /**
     * The brightness of a part of a picture.
     *
     * @return a byte for each pixel, row by row
     */
    public static byte[] grey(JpegImage image, Rectangle part) {
        if (image.color() == JpegColor.RGB) {
            byte[] rgb = rgb(image, part);
            byte[] grey = new byte[rgb.length / 3];
            for (int i = 0; i < grey.length; i++) {
                int sum = 299 * (rgb[3 * i] & 0xff) + 587 * (rgb[3 * i + 1] & 0xff) + 114 * (rgb[3 * i + 2] & 0xff);
                grey[i] = (byte) ((sum + 500) / 1000);
            }
            return grey;
        }
        Plane plane = new Plane(image, image.components().get(0), part);
        byte[] grey = new byte[part.width() * part.height()];
        int[] row = new int[part.width()];
        for (int y = 0; y < part.height(); y++) {
            plane.row(part.y() + y, row);
            for (int x = 0; x < part.width(); x++) {
                grey[y * part.width() + x] = (byte) row[x];
            }
        }
        return grey;
    }

    private byte[] rgb() {
        byte[] rgb = new byte[3 * part.width() * part.height()];
        int[][] rows = new int[3][part.width()];
        for (int y = 0; y < part.height(); y++) {
            for (int i = 0; i < planes.length; i++) {
                planes[i].row(part.y() + y, rows[i]);
            }
            int at = 3 * y * part.width();
            switch (image.color()) {
                case GREY -> interleave(rows[0], rows[0], rows[0], rgb, at);
                case RGB -> interleave(rows[0], rows[1], rows[2], rgb, at);
                case YCBCR -> convert(rows[0], rows[1], rows[2], rgb, at);
            }
        }
        return rgb;
    }

    private static void interleave(int[] red, int[] green, int[] blue, byte[] rgb, int at) {
        for (int x = 0; x < red.length; x++) {
            rgb[at + 3 * x] = (byte) red[x];
            rgb[at + 3 * x + 1] = (byte) green[x];
            rgb[at + 3 * x + 2] = (byte) blue[x];
        }
    }

    private static void convert(int[] luma, int[] cb, int[] cr, byte[] rgb, int at) {
        for (int x = 0; x < luma.length; x++) {
            int blue = cb[x] - 128;
            int red = cr[x] - 128;
            rgb[at + 3 * x] = clamp(luma[x] + (RED_OF_CR * red + HALF >> BITS));
            rgb[at + 3 * x + 1] = clamp(luma[x] + (-GREEN_OF_CB * blue - GREEN_OF_CR * red + HALF >> BITS));
            rgb[at + 3 * x + 2] = clamp(luma[x] + (BLUE_OF_CB * blue + HALF >> BITS));
        }
    }

    static int fix(double factor) {
        return (int) (factor * (1 << BITS) + 0.5);
    }

    private static byte clamp(int value) {
        return (byte) (value < 0 ? 0 : Math.min(value, 255));
    }

    /** The samples of one component that a part of the picture is made of. */
    private static final class Plane {
        private final JpegComponent component;
        private final Rectangle part;
        private final int across;
        private final int down;
        private final boolean smooth;
        private final int firstColumn;
        private final int firstRow;
        private final int stride;
        private final byte[] samples;
        private final int[] sums;

        Plane(JpegImage image, JpegComponent component, Rectangle part) {
            this.component = component;
            this.part = part;
            this.across = image.mostHorizontal() / component.horizontal();
            this.down = image.mostVertical() / component.vertical();
            // As libjpeg does: by a triangle where there is half of the samples in a direction, and all or half in the
            // other.
            this.smooth = across <= 2 && down <= 2 && (across == 1 || component.width() > 2);
            this.firstColumn = Math.max(0, (part.x() / across - 1) / 8);
            this.firstRow = Math.max(0, (part.y() / down - 1) / 8);
            int lastColumn = Math.min(component.usedAcross() - 1, ((part.right() - 1) / across + 1) / 8);
            int lastRow = Math.min(component.usedDown() - 1, ((part.bottom() - 1) / down + 1) / 8);
            this.stride = (lastColumn - firstColumn + 1) * 8;
            this.samples = new byte[stride * (lastRow - firstRow + 1) * 8];
            this.sums = new int[component.width()];
            Dct dct = new Dct();
            for (int y = firstRow; y <= lastRow; y++) {
                for (int x = firstColumn; x <= lastColumn; x++) {
                    dct.inverse(
                            component.coefficients(),
                            component.at(x, y),
                            component.quantization(),
                            samples,
                            (y - firstRow) * 8 * stride + (x - firstColumn) * 8,
                            stride);
                }
            }
        }

        /** One of the picture's rows of this component, at the picture's size. */
        void row(int y, int[] row) {
            int near = at(y / down);
            if (across == 1 && down == 1) {
                for (int x = 0; x < row.length; x++) {
                    row[x] = samples[near + part.x() + x] & 0xff;
                }
                return;
            }
            if (!smooth) {
                for (int x = 0; x < row.length; x++) {
                    row[x] = samples[near + (part.x() + x) / across] & 0xff;
                }
                return;
            }
            // Of the two rows between which this one lies, the nearer one counts three times.
            boolean lower = (y & 1) != 0;
            int far = down == 1 ? near : at(lower ? y / 2 + 1 : y / 2 - 1);
            if (across == 1) {
                for (int x = 0; x < row.length; x++) {
                    int sum = 3 * (samples[near + part.x() + x] & 0xff) + (samples[far + part.x() + x] & 0xff);
                    row[x] = sum + (lower ? 2 : 1) >> 2;
                }
                return;
            }
            between(near, far, row);
        }

        private void between(int near, int far, int[] row) {
            int first = Math.max(0, part.x() / 2 - 1);
            int last = Math.min(component.width() - 1, (part.right() - 1) / 2 + 1);
            for (int i = first; i <= last; i++) {
                sums[i] = down == 1
                        ? samples[near + i] & 0xff
                        : 3 * (samples[near + i] & 0xff) + (samples[far + i] & 0xff);
            }
            int shift = down == 1 ? 2 : 4;
            int evenBias = down == 1 ? 1 : 8;
            int oddBias = down == 1 ? 2 : 7;
            for (int x = 0; x < row.length; x++) {
                int column = part.x() + x;
                int i = column / 2;
                boolean odd = (column & 1) != 0;
                int other = odd ? Math.min(i + 1, component.width() - 1) : Math.max(i - 1, 0);
                row[x] = 3 * sums[i] + sums[other] + (odd ? oddBias : evenBias) >> shift;
            }
        }

        /** Where the sample at column 0 of a row would be; the rows at the edges go on outside. */
        private int at(int row) {
            int inside = Math.max(0, Math.min(row, component.height() - 1));
            return (inside - firstRow * 8) * stride - firstColumn * 8;
        }
    }
}
