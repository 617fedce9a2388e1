package io.fluxfill.http;

import io.fluxfill.json.Utf8;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * The body of a request as the gateway hands it over; it is decoded only once it is wanted.
 *
 * @param text the body's text, or its bytes in base64
 * @param base64 which of the two
 */
record HttpBody(Utf8 text, boolean base64) {
    static final HttpBody EMPTY = new HttpBody(Utf8.of(""), false);

    /** How many bytes it has; the padding of base64 counts as well. */
    int size() {
        return base64 ? (int) (text.length() * 3L / 4) : text.length();
    }

    boolean isEmpty() {
        return text.length() == 0;
    }

    /**
     * The bytes of the body.
     *
     * @throws IllegalArgumentException where they are no base64
     */
    Utf8 bytes() {
        if (!base64) {
            return text;
        }
        ByteBuffer decoded = Base64.getDecoder().decode(ByteBuffer.wrap(text.array(), text.offset(), text.length()));
        return new Utf8(decoded.array(), decoded.arrayOffset(), decoded.limit());
    }

    /** The size only. */
    @Override
    public String toString() {
        return size() + " bytes";
    }
}
