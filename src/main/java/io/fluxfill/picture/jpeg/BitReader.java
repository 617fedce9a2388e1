package io.fluxfill.picture.jpeg;

import io.fluxfill.picture.DamagedPictureException;
import java.io.IOException;
import java.io.InputStream;

/** A file's bytes, and, within compressed data, its bits: they end at the next marker. */
final class BitReader {
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int end;

    /** The next bits, from the left. */
    private long bits;

    private int count;

    /** The marker that the compressed data ended at; 0 before it. */
    private int marker;

    BitReader(InputStream in) {
        this.in = in;
    }

    /** The next byte. */
    int read() throws IOException {
        if (position == end) {
            end = in.read(buffer, 0, BUFFER);
            position = 0;
            if (end <= 0) {
                end = 0;
                throw new DamagedPictureException("the file ends in the middle of the picture");
            }
        }
        return buffer[position++] & 0xff;
    }

    int readShort() throws IOException {
        return read() << 8 | read();
    }

    byte[] readBytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) read();
        }
        return bytes;
    }

    /** The next marker's second byte; what stands before it is skipped. */
    int readMarker() throws IOException {
        int found = marker;
        while (found == 0) {
            int next = read();
            while (next != 0xff) {
                next = read();
            }
            while (next == 0xff) {
                next = read();
            }
            found = next;
        }
        marker = 0;
        bits = 0;
        count = 0;
        return found;
    }

    /** The next bits, which stay; zeros after the end of the compressed data. */
    int peek(int length) throws IOException {
        if (count < length) {
            fill();
        }
        return (int) (bits >>> (64 - length));
    }

    /** Leaves out bits that were looked at. */
    void skip(int length) throws DamagedPictureException {
        count -= length;
        if (count < 0) {
            throw new DamagedPictureException("the compressed picture ends too early");
        }
        bits <<= length;
    }

    /** The next bits. */
    int take(int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int value = peek(length);
        skip(length);
        return value;
    }

    /** A number of so many bits, of which the half that begins with 0 is negative. */
    int takeSigned(int length) throws IOException {
        int value = take(length);
        return length == 0 || value >= 1 << (length - 1) ? value : value - (1 << length) + 1;
    }

    private void fill() throws IOException {
        while (count <= 48 && marker == 0) {
            int next = read();
            if (next == 0xff) {
                int after = read();
                while (after == 0xff) {
                    after = read();
                }
                if (after != 0) {
                    marker = after;
                    return;
                }
            }
            bits |= (long) next << (56 - count);
            count += 8;
        }
    }
}
