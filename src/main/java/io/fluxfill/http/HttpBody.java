package io.fluxfill.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The body of a request as the gateway hands it over; it is decoded only once it is wanted.
 *
 * @param text the body's text, or its bytes in base64
 * @param base64 which of the two
 */
record HttpBody(String text, boolean base64) {
    static final HttpBody EMPTY = new HttpBody("", false);

    /** How many bytes it has, or nearly so: characters beyond ASCII count as one. */
    int size() {
        return base64 ? (int) (text.length() * 3L / 4) : text.length();
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /**
     * The bytes of the body.
     *
     * @throws IllegalArgumentException where they are no base64
     */
    byte[] bytes() {
        return base64 ? Base64.getDecoder().decode(text) : text.getBytes(StandardCharsets.UTF_8);
    }

    /** The size only. */
    @Override
    public String toString() {
        return size() + " bytes";
    }
}
