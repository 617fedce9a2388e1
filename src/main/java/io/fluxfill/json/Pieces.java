package io.fluxfill.json;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;

/**
 * A text in pieces, which are not put together: megabytes of it stay where they are, and are sent from there.
 *
 * @param pieces in their order
 */
public record Pieces(List<Utf8> pieces) {

    public Pieces {
        pieces = List.copyOf(pieces);
    }

    /** How many bytes it has. */
    public int length() {
        return pieces.stream().mapToInt(Utf8::length).sum();
    }

    /** All bytes, one after the other; a stream of its own for each time that they are sent. */
    public InputStream open() {
        return new SequenceInputStream(
                Collections.enumeration(pieces.stream().map(Pieces::open).toList()));
    }

    /** A copy of all bytes. */
    public byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(length());
        pieces.forEach(piece -> bytes.put(piece.array(), piece.offset(), piece.length()));
        return bytes.array();
    }

    private static InputStream open(Utf8 piece) {
        return new ByteArrayInputStream(piece.array(), piece.offset(), piece.length());
    }

    /** The size only: it may have a picture in it, and this may get into a log. */
    @Override
    public String toString() {
        return length() + " bytes";
    }
}
