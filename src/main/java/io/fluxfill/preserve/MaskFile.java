package io.fluxfill.preserve;

import io.fluxfill.picture.DamagedPictureException;
import io.fluxfill.picture.Rectangle;
import io.fluxfill.picture.jpeg.JpegImage;
import io.fluxfill.picture.jpeg.JpegPixels;
import io.fluxfill.picture.jpeg.JpegReader;
import io.fluxfill.picture.png.PngColor;
import io.fluxfill.picture.png.PngInfo;
import io.fluxfill.picture.png.PngPixels;
import io.fluxfill.picture.png.PngReader;
import io.fluxfill.preserve.UnusablePictureException.Picture;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * A mask as somebody has sent it: white is painted, as BFL says.
 *
 * @param isPaintedInAlpha whether its alpha channel is not the same everywhere
 */
record MaskFile(Mask mask, boolean isPaintedInAlpha) {
    /** What a JPEG makes of black and white is not quite black and white. */
    private static final int BLACK = 16;

    private static final int WHITE = 239;

    /**
     * Reads one.
     *
     * @throws UnusablePictureException if it is damaged, or of another kind
     */
    static MaskFile read(byte[] file, long mostPixels) throws UnusablePictureException {
        try {
            return of(file, mostPixels);
        } catch (IOException e) {
            throw new UnusablePictureException(Picture.MASK, "cannot be looked at: " + e.getMessage());
        }
    }

    /** An image's alpha channel as a mask: what can be seen through is painted. */
    static MaskFile ofAlpha(Original image) throws UnusablePictureException {
        try {
            Rectangle size = image.bounds();
            return new MaskFile(new Mask(size.width(), size.height(), image.transparency()), false);
        } catch (IOException e) {
            throw new UnusablePictureException(Picture.IMAGE, "cannot be looked at: " + e.getMessage());
        }
    }

    /**
     * What it paints, read as somebody wants it.
     *
     * @throws UnusablePictureException if that is nothing
     */
    Mask painting(MaskOptions options) throws UnusablePictureException {
        Mask read = options.applied(mask);
        if (read.bounds().isEmpty()) {
            throw nothing(isPaintedInAlpha);
        }
        return read;
    }

    static UnusablePictureException nothing(boolean isPaintedInAlpha) {
        return new UnusablePictureException(
                Picture.MASK,
                isPaintedInAlpha
                        ? "paints nothing: all that varies in it is its alpha channel, but what is painted must be"
                                + " white, and all else black"
                        : "paints nothing: what is painted must be white, and it is black all over");
    }

    private static MaskFile of(byte[] file, long mostPixels) throws IOException {
        if (file.length > 1 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == 0xd8) {
            return jpeg(JpegReader.read(new ByteArrayInputStream(file), mostPixels));
        }
        if (file.length > 1 && (file[0] & 0xff) == 0x89 && file[1] == 'P') {
            try (PngReader png = PngReader.open(new ByteArrayInputStream(file), mostPixels)) {
                return png(png);
            }
        }
        throw new DamagedPictureException("only PNG and JPEG masks can be looked at");
    }

    private static MaskFile jpeg(JpegImage image) {
        Rectangle size = new Rectangle(0, 0, image.width(), image.height());
        byte[] grey = JpegPixels.grey(image, size);
        for (int i = 0; i < grey.length; i++) {
            int spread = ((grey[i] & 0xff) - BLACK) * 255 / (WHITE - BLACK);
            grey[i] = (byte) Math.max(0, Math.min(255, spread));
        }
        Orientation orientation = Orientation.of(image.orientation());
        byte[] shown = orientation.shown(grey, size, 1);
        return new MaskFile(
                orientation.exchanges()
                        ? new Mask(size.height(), size.width(), shown)
                        : new Mask(size.width(), size.height(), shown),
                false);
    }

    private static MaskFile png(PngReader png) throws IOException {
        int width = png.info().width();
        int height = png.info().height();
        if (isPlain(png.info())) {
            byte[] grey = new byte[width * height];
            byte[] row = new byte[width];
            for (int y = 0; y < height; y++) {
                png.readRow(row);
                System.arraycopy(row, 0, grey, y * width, width);
            }
            return new MaskFile(new Mask(width, height, grey), false);
        }
        PngPixels pixels = new PngPixels(png);
        int samples = pixels.samples();
        byte[] painted = new byte[width * height];
        int[] row = new int[width * samples];
        int leastAlpha = pixels.max();
        int mostAlpha = 0;
        for (int y = 0; y < height; y++) {
            pixels.readRow(row);
            for (int x = 0; x < width; x++) {
                int at = x * samples;
                long sum = 299L * row[at] + 587L * row[at + 1] + 114L * row[at + 2];
                painted[y * width + x] = (byte) ((sum * 255 / pixels.max() + 500) / 1000);
                if (samples == 4) {
                    leastAlpha = Math.min(leastAlpha, row[at + 3]);
                    mostAlpha = Math.max(mostAlpha, row[at + 3]);
                }
            }
        }
        return new MaskFile(new Mask(width, height, painted), mostAlpha > leastAlpha);
    }

    /** Whether the samples of a PNG are the brightness of its pixels already, as those of most masks are. */
    static boolean isPlain(PngInfo info) {
        return info.color() == PngColor.GREY
                && info.depth() == 8
                && info.chunk("tRNS").isEmpty();
    }
}
