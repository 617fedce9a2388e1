package io.fluxfill.rules.picture;

import io.fluxfill.json.EightBytes;
import io.fluxfill.json.Utf8;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes that a base64 text stands for. They are read in place: a canonical text, megabytes of it, is neither decoded nor
 * copied, and one in another {@linkplain Base64Dialect dialect} is copied once, into its canonical form.
 */
public final class Base64Bytes implements Bytes {
    private static final byte[] SEXTETS = sextets();

    /** By the number of digits in the last group: the bits of its last digit that stand for nothing. */
    private static final int[] UNUSED_BITS = {0, 0, 0x0F, 0x03};

    /** The bit that a small letter has and a capital has not. */
    private static final long CASE = EightBytes.each('a' - 'A');

    private static final long FIRST_LETTER = EightBytes.each('a');
    private static final long BEHIND_LETTERS = EightBytes.each('z' + 1);
    private static final long SLASH = EightBytes.each('/');
    private static final long BEHIND_NUMBERS = EightBytes.each('9' + 1);
    private static final long PLUS = EightBytes.each('+');

    private final Utf8 text;
    private final long size;

    private Base64Bytes(Utf8 canonical) {
        this.text = canonical;
        this.size = canonical.length() / 4 * 3L - padding(canonical);
    }

    /**
     * The bytes of a base64 text; nothing if the text is not base64. Takes about a millisecond for three megabytes of
     * canonical base64.
     */
    public static Optional<Base64Bytes> of(Utf8 text) {
        Optional<Utf8> canonical = isCanonical(text) ? Optional.of(text) : Base64Dialect.canonical(text);
        return canonical.map(Base64Bytes::new);
    }

    /** The bytes of a text that is known to be canonical base64: it is not looked through again. */
    public static Base64Bytes ofCanonical(Utf8 text) {
        return new Base64Bytes(text);
    }

    /** The canonical text: the standard alphabet, padded, on one line. It is the text itself where that is canonical. */
    public Utf8 text() {
        return text;
    }

    /** The bytes, to be read once. */
    public InputStream open() {
        return new Base64Stream(text);
    }

    private static boolean isCanonical(Utf8 text) {
        int padding = padding(text);
        int digits = text.length() - padding;
        return text.length() % 4 == 0
                && areDigits(text, digits)
                && (padding == 0 || (SEXTETS[text.at(digits - 1)] & unusedBits(digits)) == 0);
    }

    /** The bits of the last of so many digits that stand for nothing, and are zero in canonical base64 (RFC 4648, 3.5). */
    static int unusedBits(int digits) {
        return UNUSED_BITS[digits % 4];
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
        while (i <= end - EightBytes.COUNT && areEightDigits((long) EightBytes.LONGS.get(bytes, i))) {
            i += EightBytes.COUNT;
        }
        while (i < end && SEXTETS[bytes[i] & 0xFF] >= 0) {
            i++;
        }
        return i == end;
    }

    private static boolean areEightDigits(long eight) {
        long low = EightBytes.lowBits(eight);
        long letters = EightBytes.between(low | CASE, FIRST_LETTER, BEHIND_LETTERS);
        // Between the slash and the numbers there is nothing.
        long slashOrNumbers = EightBytes.between(low, SLASH, BEHIND_NUMBERS);
        long plus = ~EightBytes.otherThan(low, PLUS);
        return EightBytes.all(EightBytes.ascii(eight) & (letters | slashOrNumbers | plus));
    }

    private static byte[] sextets() {
        byte[] sextets = new byte[256];
        Arrays.fill(sextets, (byte) -1);
        for (int i = 0; i < Base64Dialect.ALPHABET.length(); i++) {
            sextets[Base64Dialect.ALPHABET.charAt(i)] = (byte) i;
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
