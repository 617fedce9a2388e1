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
     * Looks at a mask, as far as it takes to know.
     *
     * @return a sentence for whoever sent it, where it paints nearly everything
     * @throws UnusablePictureException if it paints nothing; one that is damaged is left to BFL
     */
    public static Optional<String> at(InputStream file, long mostPixels) throws UnusablePictureException {
        try (PngReader png = PngReader.open(file, mostPixels)) {
            return MaskFile.isPlain(png.info()) ? atPlain(png) : at(png);
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    /** What to say of a mask that paints so much, from 0 to 1. */
    static Optional<String> warning(double share) {
        return share < NEARLY_ALL
                ? Optional.empty()
                : Optional.of("The mask paints nearly all of the picture: white is painted, black is kept.");
    }

    private static Optional<String> atPlain(PngReader png) throws IOException, UnusablePictureException {
        byte[] row = new byte[png.info().width()];
        Tally tally = new Tally(255L * row.length * png.info().height());
        for (int y = 0; y < png.info().height() && !tally.isClear(); y++) {
            png.readRow(row);
            long sum = 0;
            for (byte sample : row) {
                sum += sample & 0xff;
            }
            tally.add(sum, 255L * row.length);
        }
        return tally.result(false);
    }

    private static Optional<String> at(PngReader png) throws IOException, UnusablePictureException {
        PngPixels pixels = new PngPixels(png);
        int samples = pixels.samples();
        int[] row = new int[png.info().width() * samples];
        long mostOfRow = 3L * pixels.max() * png.info().width();
        Tally tally = new Tally(mostOfRow * png.info().height());
        int leastAlpha = Integer.MAX_VALUE;
        int mostAlpha = 0;
        for (int y = 0; y < png.info().height() && !tally.isClear(); y++) {
            pixels.readRow(row);
            long sum = 0;
            for (int x = 0; x < row.length; x += samples) {
                sum += row[x] + row[x + 1] + row[x + 2];
                if (samples == 4) {
                    leastAlpha = Math.min(leastAlpha, row[x + 3]);
                    mostAlpha = Math.max(mostAlpha, row[x + 3]);
                }
            }
            tally.add(sum, mostOfRow);
        }
        return tally.result(mostAlpha > leastAlpha);
    }

    /** What is painted, and what is not, of the rows so far. */
    private static final class Tally {
        private final long all;
        private long painted;
        private long unpainted;

        /** @param all what a mask of nothing but white would come to */
        Tally(long all) {
            this.all = all;
        }

        void add(long sum, long most) {
            painted += sum;
            unpainted += most - sum;
        }

        /** Whether there is something painted, and enough that is not: whatever comes, nothing is odd about it. */
        boolean isClear() {
            return painted > 0 && unpainted > (1 - NEARLY_ALL) * all;
        }

        Optional<String> result(boolean paintedInAlpha) throws UnusablePictureException {
            if (painted == 0) {
                throw MaskFile.nothing(paintedInAlpha);
            }
            return isClear() ? Optional.empty() : warning((double) painted / all);
        }
    }
}
