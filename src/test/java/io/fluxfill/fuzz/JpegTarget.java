package io.fluxfill.fuzz;

import io.fluxfill.picture.DamagedPictureException;
import io.fluxfill.picture.Rectangle;
import io.fluxfill.picture.jpeg.JpegImage;
import io.fluxfill.picture.jpeg.JpegPatch;
import io.fluxfill.picture.jpeg.JpegPixels;
import io.fluxfill.picture.jpeg.JpegReader;
import io.fluxfill.picture.jpeg.JpegWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Any bytes are a JPEG that can be changed and written, or damaged, and told so. */
public final class JpegTarget {
    private static final long MOST_PIXELS = 200_000;

    private JpegTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        try {
            JpegImage image = JpegReader.read(new ByteArrayInputStream(data), MOST_PIXELS);
            image.orientation();
            Rectangle part = JpegPatch.units(image, new Rectangle(image.width() / 2, image.height() / 2, 1, 1));
            byte[] rgb = JpegPixels.rgb(image, part);
            JpegPixels.grey(image, part);
            byte[] changed = new byte[part.width() * part.height()];
            changed[changed.length / 2] = 1;
            JpegPatch.apply(image, part, rgb, changed);
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            JpegWriter.write(image, written);
            JpegReader.read(new ByteArrayInputStream(written.toByteArray()), MOST_PIXELS);
        } catch (DamagedPictureException told) {
            // So it is told.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
