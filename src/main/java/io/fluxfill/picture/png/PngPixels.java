package io.fluxfill.picture.png;

import io.fluxfill.picture.DamagedPictureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads rows as colours, whatever the file stores: red, green and blue, and alpha where there is any, of 8 or 16 bits. Grey has
 * three equal samples; fewer than 8 bits are spread over 8; a colour that stands for nothing has no alpha.
 */
public final class PngPixels {
    private static final String PALETTE = "PLTE";
    private static final String TRANSPARENCY = "tRNS";

    /** What is of no meaning, or another one, once colours are stored in another way; and what makes a picture a film. */
    private static final Set<String> OF_THE_OLD_FORM =
            Set.of(PALETTE, TRANSPARENCY, "hIST", "bKGD", "sBIT", "sPLT", "acTL", "fcTL", "fdAT");

    private static final String COLOR_PROFILE = "iCCP";

    private final PngReader png;
    private final PngInfo info;
    private final byte[] packed;
    private final byte[] palette;
    private final byte[] transparency;

    /** @param png of which no row was read yet */
    public PngPixels(PngReader png) throws DamagedPictureException {
        this.png = png;
        this.info = png.info();
        this.packed = new byte[info.rowBytes()];
        this.palette = info.chunk(PALETTE).orElse(new byte[0]);
        boolean mayBe =
                info.color() == PngColor.GREY || info.color() == PngColor.RGB || info.color() == PngColor.PALETTE;
        this.transparency = info.chunk(TRANSPARENCY).filter(any -> mayBe).orElse(new byte[0]);
        if (info.color() != PngColor.PALETTE
                && transparency.length > 0
                && transparency.length < 2 * info.color().samples()) {
            throw new DamagedPictureException("its transparency is damaged");
        }
    }

    /** Whether there is alpha. */
    public boolean hasAlpha() {
        return info.color() == PngColor.GREY_ALPHA || info.color() == PngColor.RGB_ALPHA || transparency.length > 0;
    }

    /** The samples of a pixel: three, and alpha where there is any. */
    public int samples() {
        return hasAlpha() ? 4 : 3;
    }

    /** The largest value of a sample: 255 or 65,535. */
    public int max() {
        return info.depth() == 16 ? 0xffff : 0xff;
    }

    /**
     * What describes a file that stores these colours as they are, with all metadata of the original that holds for it as well.
     */
    public PngInfo plain() {
        PngColor color = hasAlpha() ? PngColor.RGB_ALPHA : PngColor.RGB;
        return new PngInfo(info.width(), info.height(), Math.max(8, info.depth()), color, false, kept(info.chunks()));
    }

    /**
     * Reads the next row.
     *
     * @param row is filled with the samples of its pixels
     */
    public void readRow(int[] row) throws IOException {
        png.readRow(packed);
        switch (info.color()) {
            case GREY -> grey(row);
            case PALETTE -> palette(row);
            case GREY_ALPHA -> greyAlpha(row);
            case RGB -> rgb(row);
            case RGB_ALPHA -> {
                for (int i = 0; i < 4 * info.width(); i++) {
                    row[i] = sample(i);
                }
            }
        }
    }

    /** Reads what comes after the last row, and gives what of it holds for {@link #plain} too. */
    public List<PngChunk> readEnd() throws IOException {
        return kept(png.readEnd());
    }

    /** Packs the samples of a row as a file stores them that {@link #plain} describes. */
    public static void pack(int[] row, PngInfo info, byte[] packed) {
        int samples = info.width() * info.color().samples();
        if (info.depth() == 8) {
            for (int i = 0; i < samples; i++) {
                packed[i] = (byte) row[i];
            }
            return;
        }
        for (int i = 0; i < samples; i++) {
            packed[2 * i] = (byte) (row[i] >> 8);
            packed[2 * i + 1] = (byte) row[i];
        }
    }

    private List<PngChunk> kept(List<PngChunk> chunks) {
        boolean grey = info.color() == PngColor.GREY || info.color() == PngColor.GREY_ALPHA;
        List<PngChunk> kept = new ArrayList<>();
        for (PngChunk chunk : chunks) {
            boolean ofGrey = grey && chunk.type().equals(COLOR_PROFILE);
            if (!OF_THE_OLD_FORM.contains(chunk.type()) && !ofGrey) {
                kept.add(chunk);
            }
        }
        return kept;
    }

    private void grey(int[] row) {
        boolean alpha = transparency.length > 0;
        int clear = alpha ? (transparency[0] & 0xff) << 8 | transparency[1] & 0xff : -1;
        int scale = info.depth() < 8 ? 255 / ((1 << info.depth()) - 1) : 1;
        int at = 0;
        for (int x = 0; x < info.width(); x++) {
            int sample = sample(x);
            at = put(row, at, sample * scale, sample * scale, sample * scale);
            if (alpha) {
                row[at++] = sample == clear ? 0 : max();
            }
        }
    }

    private void greyAlpha(int[] row) {
        int at = 0;
        for (int x = 0; x < info.width(); x++) {
            int sample = sample(2 * x);
            at = put(row, at, sample, sample, sample);
            row[at++] = sample(2 * x + 1);
        }
    }

    private void rgb(int[] row) {
        boolean alpha = transparency.length > 0;
        int at = 0;
        for (int x = 0; x < info.width(); x++) {
            int red = sample(3 * x);
            int green = sample(3 * x + 1);
            int blue = sample(3 * x + 2);
            at = put(row, at, red, green, blue);
            if (alpha) {
                row[at++] = red == clear(0) && green == clear(1) && blue == clear(2) ? 0 : max();
            }
        }
    }

    private int clear(int sample) {
        return (transparency[2 * sample] & 0xff) << 8 | transparency[2 * sample + 1] & 0xff;
    }

    private void palette(int[] row) throws DamagedPictureException {
        boolean alpha = transparency.length > 0;
        int at = 0;
        for (int x = 0; x < info.width(); x++) {
            int index = sample(x);
            if (3 * index + 2 >= palette.length) {
                throw new DamagedPictureException("a pixel has a colour that is not in the palette");
            }
            at = put(row, at, palette[3 * index] & 0xff, palette[3 * index + 1] & 0xff, palette[3 * index + 2] & 0xff);
            if (alpha) {
                row[at++] = index < transparency.length ? transparency[index] & 0xff : 0xff;
            }
        }
    }

    private static int put(int[] row, int at, int red, int green, int blue) {
        row[at] = red;
        row[at + 1] = green;
        row[at + 2] = blue;
        return at + 3;
    }

    /** The sample at a place in the row. */
    private int sample(int index) {
        int depth = info.depth();
        if (depth == 8) {
            return packed[index] & 0xff;
        }
        if (depth == 16) {
            return (packed[2 * index] & 0xff) << 8 | packed[2 * index + 1] & 0xff;
        }
        int bit = index * depth;
        return packed[bit >> 3] >> 8 - depth - (bit & 7) & (1 << depth) - 1;
    }
}
