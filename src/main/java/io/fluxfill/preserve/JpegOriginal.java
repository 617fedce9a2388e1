package io.fluxfill.preserve;

import io.fluxfill.picture.Rectangle;
import io.fluxfill.picture.jpeg.JpegImage;
import io.fluxfill.picture.jpeg.JpegPatch;
import io.fluxfill.picture.jpeg.JpegPixels;
import io.fluxfill.picture.jpeg.JpegReader;
import io.fluxfill.picture.jpeg.JpegWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A JPEG, as its coefficients. Once it was written with something in it, it is no longer what it was. */
record JpegOriginal(JpegImage image, Orientation orientation) implements Original {

    static JpegOriginal of(byte[] file, long mostPixels) throws IOException {
        JpegImage image = JpegReader.read(new ByteArrayInputStream(file), mostPixels);
        return new JpegOriginal(image, Orientation.of(image.orientation()));
    }

    @Override
    public Rectangle bounds() {
        return new Rectangle(0, 0, image.width(), image.height());
    }

    @Override
    public String contentType() {
        return "image/jpeg";
    }

    @Override
    public byte[] rgb(Rectangle part) {
        return JpegPixels.rgb(image, part);
    }

    @Override
    public byte[] transparency() {
        return new byte[image.width() * image.height()];
    }

    @Override
    public void write(Blend blend, OutputStream out) throws IOException {
        Rectangle part = JpegPatch.units(image, blend.painted());
        byte[] rgb = JpegPixels.rgb(image, part);
        byte[] changed = new byte[part.width() * part.height()];
        int[] row = new int[3 * part.width()];
        for (int y = 0; y < part.height(); y++) {
            int at = y * row.length;
            for (int i = 0; i < row.length; i++) {
                row[i] = rgb[at + i] & 0xff;
            }
            blend.into(part.y() + y, part.x(), part.width(), row, 3, 255);
            for (int x = 0; x < part.width(); x++) {
                changed[y * part.width() + x] = (byte) blend.weight(part.x() + x, part.y() + y);
                for (int i = 3 * x; i < 3 * x + 3; i++) {
                    rgb[at + i] = (byte) row[i];
                }
            }
        }
        JpegPatch.apply(image, part, rgb, changed);
        JpegWriter.write(image, out);
    }
}
