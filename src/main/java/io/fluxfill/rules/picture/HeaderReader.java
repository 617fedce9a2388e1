package io.fluxfill.rules.picture;

import java.nio.charset.StandardCharsets;

/**
 * Reads numbers at any place of a header, and stops in good time: whoever sends a picture decides where its header
 * leads. Positions count from 0; every method throws {@link UnreadableHeader} beyond the end, or when all reads are
 * used up.
 *
 * <p>What bounds the work is the bytes that are read, not those that are passed over: metadata, thumbnails and colour
 * profiles may be of any size. All reads together take 10 to 35 milliseconds of a whole core, whatever the picture's size.
 */
final class HeaderReader {
    /**
     * How many bytes of a picture are read at most. It takes eight for a chunk of a PNG, and some five for a segment of a
     * JPEG: enough for a hundred thousand of either, while real pictures have up to some thousand.
     */
    static final int MAX_READS = 1024 * 1024;

    private final Bytes bytes;
    private int reads;

    HeaderReader(Bytes bytes) {
        this.bytes = bytes;
    }

    /** One byte, 0 to 255. */
    int u8(long position) throws UnreadableHeader {
        if (position >= bytes.size()) {
            throw UnreadableHeader.damaged();
        }
        if (reads == MAX_READS) {
            throw UnreadableHeader.tooLong();
        }
        reads++;
        return bytes.at(position);
    }

    /** Two bytes, the most significant first. */
    int u16(long position) throws UnreadableHeader {
        return u8(position) << 8 | u8(position + 1);
    }

    /** Four bytes, the most significant first. */
    long u32(long position) throws UnreadableHeader {
        return (long) u16(position) << 16 | u16(position + 2);
    }

    /** Two bytes, the least significant first. */
    int u16le(long position) throws UnreadableHeader {
        return u8(position) | u8(position + 1) << 8;
    }

    /** Three bytes, the least significant first. */
    int u24le(long position) throws UnreadableHeader {
        return u16le(position) | u8(position + 2) << 16;
    }

    /** Four bytes, the least significant first. */
    long u32le(long position) throws UnreadableHeader {
        return u16le(position) | (long) u16le(position + 2) << 16;
    }

    /** Whether the bytes are a text in which each char stands for one byte. */
    boolean has(long position, String text) throws UnreadableHeader {
        for (byte expected : text.getBytes(StandardCharsets.ISO_8859_1)) {
            if (u8(position++) != (expected & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    /** Goes on only if the header is as its format demands. */
    static void demand(boolean valid) throws UnreadableHeader {
        if (!valid) {
            throw UnreadableHeader.damaged();
        }
    }
}
