package io.fluxfill.json;

import java.nio.ByteBuffer;
import java.util.ArrayList;
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

    /** The same text in pieces of so many bytes at most; nothing is copied. */
    public List<Utf8> parts(int most) {
        List<Utf8> parts = new ArrayList<>();
        for (Utf8 piece : pieces) {
            for (int start = 0; start < piece.length(); start += most) {
                parts.add(piece.from(start).upTo(most));
            }
        }
        return parts;
    }

    /** A copy of all bytes. */
    public byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(length());
        pieces.forEach(piece -> bytes.put(piece.array(), piece.offset(), piece.length()));
        return bytes.array();
    }

    /** The size only: it may have a picture in it, and this may get into a log. */
    @Override
    public String toString() {
        return length() + " bytes";
    }
}
