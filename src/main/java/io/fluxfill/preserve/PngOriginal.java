package io.fluxfill.preserve;

import io.fluxfill.picture.Rectangle;
import io.fluxfill.picture.png.PngInfo;
import io.fluxfill.picture.png.PngPixels;
import io.fluxfill.picture.png.PngReader;
import io.fluxfill.picture.png.PngWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A PNG. It is read anew for whatever is asked of it, row by row. */
record PngOriginal(byte[] file, long mostPixels, Rectangle bounds) implements Original {

    static PngOriginal of(byte[] file, long mostPixels) throws IOException {
        try (PngReader png = PngReader.open(new ByteArrayInputStream(file), mostPixels)) {
            return new PngOriginal(
                    file,
                    mostPixels,
                    new Rectangle(0, 0, png.info().width(), png.info().height()));
        }
    }

    @Override
    public Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    @Override
    public String contentType() {
        return "image/png";
    }

    @Override
    public byte[] rgb(Rectangle part) throws IOException {
        byte[] rgb = new byte[3 * part.width() * part.height()];
        try (PngReader png = open()) {
            PngPixels pixels = new PngPixels(png);
            int samples = pixels.samples();
            int shift = pixels.max() == 255 ? 0 : 8;
            int[] row = new int[bounds.width() * samples];
            for (int y = 0; y < part.bottom(); y++) {
                pixels.readRow(row);
                int at = 3 * (y - part.y()) * part.width();
                for (int x = 0; y >= part.y() && x < part.width(); x++) {
                    int from = (part.x() + x) * samples;
                    for (int i = 0; i < 3; i++) {
                        rgb[at + 3 * x + i] = (byte) (row[from + i] >> shift);
                    }
                }
            }
        }
        return rgb;
    }

    @Override
    public byte[] transparency() throws IOException {
        byte[] plane = new byte[bounds.width() * bounds.height()];
        try (PngReader png = open()) {
            PngPixels pixels = new PngPixels(png);
            if (pixels.hasAlpha()) {
                int shift = pixels.max() == 255 ? 0 : 8;
                int[] row = new int[bounds.width() * 4];
                for (int y = 0; y < bounds.height(); y++) {
                    pixels.readRow(row);
                    for (int x = 0; x < bounds.width(); x++) {
                        plane[y * bounds.width() + x] = (byte) (255 - (row[4 * x + 3] >> shift));
                    }
                }
            }
        }
        return plane;
    }

    @Override
    public void write(Blend blend, OutputStream out) throws IOException {
        try (PngReader png = open()) {
            PngPixels pixels = new PngPixels(png);
            PngInfo plain = pixels.plain();
            int[] row = new int[bounds.width() * pixels.samples()];
            byte[] packed = new byte[plain.rowBytes()];
            try (PngWriter writer = new PngWriter(out, plain)) {
                for (int y = 0; y < bounds.height(); y++) {
                    pixels.readRow(row);
                    blend.into(y, 0, bounds.width(), row, pixels.samples(), pixels.max());
                    PngPixels.pack(row, plain, packed);
                    writer.writeRow(packed);
                }
                writer.end(pixels.readEnd());
            }
        }
    }

    private PngReader open() throws IOException {
        return PngReader.open(new ByteArrayInputStream(file), mostPixels);
    }
}
