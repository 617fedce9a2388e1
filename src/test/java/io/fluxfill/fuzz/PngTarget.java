package io.fluxfill.fuzz;

import io.fluxfill.picture.DamagedPictureException;
import io.fluxfill.picture.png.PngInfo;
import io.fluxfill.picture.png.PngPixels;
import io.fluxfill.picture.png.PngReader;
import io.fluxfill.picture.png.PngWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Any bytes are a PNG whose copy has the same pixels, or damaged, and told so. */
public final class PngTarget {
    private static final long MOST_PIXELS = 200_000;

    private PngTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        try {
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            int hash = copy(data, copy);
            if (copy(copy.toByteArray(), new ByteArrayOutputStream()) != hash) {
                throw new AssertionError("a copy has other pixels");
            }
        } catch (DamagedPictureException told) {
            // So it is told.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int copy(byte[] data, ByteArrayOutputStream to) throws IOException {
        int hash = 0;
        try (PngReader png = PngReader.open(new ByteArrayInputStream(data), MOST_PIXELS)) {
            PngPixels pixels = new PngPixels(png);
            PngInfo plain = pixels.plain();
            int[] row = new int[plain.width() * pixels.samples()];
            byte[] packed = new byte[plain.rowBytes()];
            try (PngWriter writer = new PngWriter(to, plain)) {
                for (int y = 0; y < plain.height(); y++) {
                    pixels.readRow(row);
                    hash = 31 * hash + Arrays.hashCode(row);
                    PngPixels.pack(row, plain, packed);
                    writer.writeRow(packed);
                }
                writer.end(pixels.readEnd());
            }
        }
        return hash;
    }
}
