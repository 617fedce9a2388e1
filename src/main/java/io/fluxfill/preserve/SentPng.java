package io.fluxfill.preserve;

import io.fluxfill.picture.png.PngColor;
import io.fluxfill.picture.png.PngInfo;
import io.fluxfill.picture.png.PngWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Pictures as they are sent. */
final class SentPng {
    private SentPng() {}

    /**
     * A PNG file of eight bits.
     *
     * @param samples of all pixels, row by row
     */
    static byte[] of(byte[] samples, int width, int height, PngColor color) throws IOException {
        PngInfo info = new PngInfo(width, height, 8, color, false, List.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream(samples.length / 2);
        try (PngWriter writer = new PngWriter(out, info)) {
            byte[] row = new byte[info.rowBytes()];
            for (int y = 0; y < height; y++) {
                System.arraycopy(samples, y * row.length, row, 0, row.length);
                writer.writeRow(row);
            }
            writer.end(List.of());
        }
        return out.toByteArray();
    }
}
