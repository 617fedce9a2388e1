package io.fluxfill.rules.picture;

import io.fluxfill.json.Utf8;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Objects;

/** Decodes a canonical text while it is read, in blocks: the JDK's own stream takes one digit at a time. */
final class Base64Stream extends InputStream {
    /** A multiple of four. */
    private static final int BLOCK_DIGITS = 16 * 1024;

    private Utf8 rest;
    private ByteBuffer block = ByteBuffer.allocate(0);

    Base64Stream(Utf8 canonical) {
        this.rest = canonical;
    }

    @Override
    public int read() {
        return refill() ? block.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, to.length);
        if (length == 0) {
            return 0;
        }
        if (!refill()) {
            return -1;
        }
        int read = Math.min(length, block.remaining());
        block.get(to, offset, read);
        return read;
    }

    /** Whether there is anything left. */
    private boolean refill() {
        if (!block.hasRemaining() && rest.length() > 0) {
            Utf8 next = rest.upTo(BLOCK_DIGITS);
            block = Base64.getDecoder().decode(ByteBuffer.wrap(next.array(), next.offset(), next.length()));
            rest = rest.from(next.length());
        }
        return block.hasRemaining();
    }
}
