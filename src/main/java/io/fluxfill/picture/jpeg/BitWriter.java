package io.fluxfill.picture.jpeg;

import java.io.IOException;
import java.io.OutputStream;

/** Writes compressed data bit by bit, so that no marker occurs in it. */
final class BitWriter {
    private final OutputStream out;
    private long bits;
    private int count;

    BitWriter(OutputStream out) {
        this.out = out;
    }

    /** The last of a number's bits. */
    void write(int value, int length) throws IOException {
        bits = bits << length | value & (1L << length) - 1;
        count += length;
        while (count >= 8) {
            count -= 8;
            int next = (int) (bits >> count) & 0xff;
            out.write(next);
            if (next == 0xff) {
                out.write(0);
            }
        }
    }

    /** A number by so many bits; a negative one is one less. */
    void writeSigned(int value, int length) throws IOException {
        write(value < 0 ? value - 1 : value, length);
    }

    /** Fills up the last byte. */
    void finish() throws IOException {
        if (count > 0) {
            write(0x7f, 8 - count);
        }
    }
}
