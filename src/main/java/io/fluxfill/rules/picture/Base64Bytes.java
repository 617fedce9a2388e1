package io.fluxfill.rules.picture;

import io.fluxfill.json.Utf8;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes that a base64 text stands for, read in place: the text, megabytes of it, is neither decoded nor copied.
 *
 * <p>Base64 is what {@link java.util.Base64#getDecoder()} accepts: the padding may be missing but not be wrong, and
 * there is no white space.
 */
public final class Base64Bytes implements Bytes {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final byte[] SEXTETS = sextets();

    private final Utf8 text;
    private final long size;

    private Base64Bytes(Utf8 text, long size) {
        this.text = text;
        this.size = size;
    }

    /** The bytes of a base64 text; nothing if the text is not base64. Takes about a millisecond for three megabytes. */
    public static Optional<Base64Bytes> of(Utf8 text) {
        int padding = padding(text);
        int digits = text.length() - padding;
        // A last group of a single digit holds less than a byte.
        boolean complete = padding == 0 ? digits % 4 != 1 : text.length() % 4 == 0;
        return complete && areDigits(text, digits)
                ? Optional.of(new Base64Bytes(text, digits * 3L / 4))
                : Optional.empty();
    }

    private static int padding(Utf8 text) {
        int last = text.length() - 1;
        if (last < 0 || text.at(last) != '=') {
            return 0;
        }
        return last > 0 && text.at(last - 1) == '=' ? 2 : 1;
    }

    private static boolean areDigits(Utf8 text, int digits) {
        byte[] bytes = text.array();
        int end = text.offset() + digits;
        int i = text.offset();
        // This loop passes over megabytes: one branch for four digits. A sextet that is none makes all of them
        // negative.
        while (i < end - 3
                && (SEXTETS[bytes[i] & 0xFF]
                                | SEXTETS[bytes[i + 1] & 0xFF]
                                | SEXTETS[bytes[i + 2] & 0xFF]
                                | SEXTETS[bytes[i + 3] & 0xFF])
                        >= 0) {
            i += 4;
        }
        while (i < end && SEXTETS[bytes[i] & 0xFF] >= 0) {
            i++;
        }
        return i == end;
    }

    private static byte[] sextets() {
        byte[] sextets = new byte[256];
        Arrays.fill(sextets, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            sextets[ALPHABET.charAt(i)] = (byte) i;
        }
        return sextets;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int at(long position) {
        // Four digits hold three bytes, and each byte takes the end of one digit and the start of the next.
        int phase = (int) (position % 3);
        int digit = (int) (position / 3 * 4) + phase;
        int high = SEXTETS[text.at(digit)] << 2 * (phase + 1);
        int low = SEXTETS[text.at(digit + 1)] >> 4 - 2 * phase;
        return (high | low) & 0xFF;
    }
}
