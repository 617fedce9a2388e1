package io.fluxfill.preserve;

import io.fluxfill.picture.png.PngPixels;
import io.fluxfill.picture.png.PngReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A look at a mask that is sent as it came: whether it paints anything at all, and how much. Only a PNG's is taken, whose black is
 * black; rows are held one by one.
 */
public final class MaskLook {
    /** A mask that leaves less than this may be the wrong way round. */
    private static final double NEARLY_ALL = 0.98;

    private MaskLook() {}

    /**
     * Looks at a mask.
     *
     * @return a sentence for whoever sent it, where it paints nearly everything
     * @throws UnusablePictureException if it paints nothing; one that is damaged is left to BFL
     */
    public static Optional<String> at(InputStream file, long mostPixels) throws UnusablePictureException {
        long sum = 0;
        long most = 0;
        int leastAlpha = Integer.MAX_VALUE;
        int mostAlpha = 0;
        try (PngReader png = PngReader.open(file, mostPixels)) {
            if (MaskFile.isPlain(png.info())) {
                return atPlain(png);
            }
            PngPixels pixels = new PngPixels(png);
            int[] row = new int[png.info().width() * pixels.samples()];
            most = 3L * pixels.max() * png.info().width() * png.info().height();
            for (int y = 0; y < png.info().height(); y++) {
                pixels.readRow(row);
                for (int x = 0; x < row.length; x += pixels.samples()) {
                    sum += row[x] + row[x + 1] + row[x + 2];
                    if (pixels.samples() == 4) {
                        leastAlpha = Math.min(leastAlpha, row[x + 3]);
                        mostAlpha = Math.max(mostAlpha, row[x + 3]);
                    }
                }
            }
        } catch (IOException damaged) {
            return Optional.empty();
        }
        if (sum == 0) {
            throw MaskFile.nothing(mostAlpha > leastAlpha);
        }
        return warning((double) sum / most);
    }

    private static Optional<String> atPlain(PngReader png) throws IOException, UnusablePictureException {
        byte[] row = new byte[png.info().width()];
        long sum = 0;
        for (int y = 0; y < png.info().height(); y++) {
            png.readRow(row);
            for (byte sample : row) {
                sum += sample & 0xff;
            }
        }
        if (sum == 0) {
            throw MaskFile.nothing(false);
        }
        return warning(sum / 255.0 / row.length / png.info().height());
    }

    /** What to say of a mask that paints so much, from 0 to 1. */
    static Optional<String> warning(double share) {
        return share < NEARLY_ALL
                ? Optional.empty()
                : Optional.of("The mask paints nearly all of the picture: white is painted, black is kept.");
    }
}
