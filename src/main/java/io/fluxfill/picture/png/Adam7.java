package io.fluxfill.picture.png;

import io.fluxfill.picture.DamagedPictureException;
import java.io.IOException;

/** Puts together a picture that is stored in seven passes, each finer than the one before. */
final class Adam7 {
    /** Of each pass: first column, first row, and how far it is to the next ones. */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private Adam7() {}

    /** All rows, packed as those of a picture that is not interlaced. */
    static byte[] read(PngReader png, PngInfo info) throws IOException {
        long size = (long) info.rowBytes() * info.height();
        if (size > Integer.MAX_VALUE - 8) {
            throw new DamagedPictureException("it is interlaced and too large for that");
        }
        byte[] whole = new byte[(int) size];
        for (int[] pass : PASSES) {
            int columns = (info.width() - pass[0] + pass[2] - 1) / pass[2];
            int rows = (info.height() - pass[1] + pass[3] - 1) / pass[3];
            if (columns <= 0 || rows <= 0) {
                continue;
            }
            png.beginPass();
            for (int i = 0; i < rows; i++) {
                byte[] row = png.nextRow(info.rowBytes(columns));
                spread(row, columns, whole, (pass[1] + i * pass[3]) * info.rowBytes(), pass[0], pass[2], info);
            }
        }
        return whole;
    }

    private static void spread(byte[] row, int columns, byte[] whole, int at, int first, int gap, PngInfo info) {
        int bits = info.depth() * info.color().samples();
        if (bits >= 8) {
            int bytes = bits / 8;
            for (int i = 0; i < columns; i++) {
                System.arraycopy(row, i * bytes, whole, at + (first + i * gap) * bytes, bytes);
            }
            return;
        }
        int mask = (1 << bits) - 1;
        for (int i = 0; i < columns; i++) {
            int sample = row[i * bits / 8] >> (8 - bits - i * bits % 8) & mask;
            int to = (first + i * gap) * bits;
            whole[at + to / 8] |= (byte) (sample << (8 - bits - to % 8));
        }
    }
}
