package io.fluxfill.json;

/** The bytes between the quotes of a JSON string. */
final class JsonString {
    private static final char QUOTE = '"';
    private static final char BACKSLASH = '\\';

    private static final long QUOTES = EightBytes.each(QUOTE);
    private static final long BACKSLASHES = EightBytes.each(BACKSLASH);
    private static final long SPACES = EightBytes.each(' ');

    /** What may follow a backslash, and below it what the two mean. An escape of four digits is not among them. */
    private static final String ESCAPES = "\"\\/bfnrt";

    private static final String MEANINGS = "\"\\/\b\f\n\r\t";

    /** For every byte: 0 where it means itself and is ASCII, else 1. */
    private static final byte[] SPECIAL = special();

    /** The smallest code points that need so many bytes: a smaller one in them is not valid. */
    private static final int[] SMALLEST = {0, 0, 0x80, 0x800, 0x10000};

    private JsonString() {}

    private static byte[] special() {
        byte[] special = new byte[256];
        for (int i = 0; i < special.length; i++) {
            special[i] = (byte) (i < ' ' || i > 0x7F || i == QUOTE || i == BACKSLASH ? 1 : 0);
        }
        return special;
    }

    /** The first place from {@code from} on that is not plain ASCII, a quote for example; {@code to} where all is plain. */
    static int plainUntil(byte[] bytes, int from, int to) {
        int i = from;
        while (i <= to - EightBytes.COUNT && areEightPlain((long) EightBytes.LONGS.get(bytes, i))) {
            i += EightBytes.COUNT;
        }
        while (i < to && SPECIAL[bytes[i] & 0xFF] == 0) {
            i++;
        }
        return i;
    }

    private static boolean areEightPlain(long eight) {
        long low = EightBytes.lowBits(eight);
        return EightBytes.all(EightBytes.ascii(eight)
                & EightBytes.atLeast(low, SPACES)
                & EightBytes.otherThan(low, QUOTES)
                & EightBytes.otherThan(low, BACKSLASHES));
    }

    /** The place itself where there is a quote, else -1. */
    static int quoteAt(byte[] bytes, int place, int to) {
        return place < to && bytes[place] == QUOTE ? place : -1;
    }

    /**
     * The place of the quote that ends a string, or -1 where it does not end before {@code to}, or has something in it that
     * {@link #unescape} does not know: an escape of four digits, or what is no JSON or no UTF-8.
     */
    static int closingQuote(byte[] bytes, int from, int to) {
        int i = plainUntil(bytes, from, to);
        while (i < to && bytes[i] != QUOTE) {
            int length = bytes[i] == BACKSLASH ? escape(bytes, i, to) : sequence(bytes, i, to);
            if (length == 0) {
                return -1;
            }
            i = plainUntil(bytes, i + length, to);
        }
        return quoteAt(bytes, i, to);
    }

    /**
     * Replaces the escapes in a string by what they mean, where it lies.
     *
     * @param to the place that {@link #closingQuote} found
     * @return the new end
     */
    static int unescape(byte[] bytes, int from, int to) {
        int written = from;
        int read = from;
        while (read < to) {
            if (bytes[read] == BACKSLASH) {
                bytes[written++] = (byte) MEANINGS.charAt(ESCAPES.indexOf(bytes[read + 1]));
                read += 2;
            } else {
                int end = plainUntil(bytes, read + 1, to);
                System.arraycopy(bytes, read, bytes, written, end - read);
                written += end - read;
                read = end;
            }
        }
        return written;
    }

    /** The length of an escape of one character, or 0 where there is none. */
    private static int escape(byte[] bytes, int place, int to) {
        return place + 1 < to && ESCAPES.indexOf(bytes[place + 1]) >= 0 ? 2 : 0;
    }

    /** The length of a valid UTF-8 sequence of several bytes, or 0 where there is none. */
    private static int sequence(byte[] bytes, int place, int to) {
        int lead = bytes[place] & 0xFF;
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (lead < 0xC0 || lead > 0xF7 || place + length > to) {
            return 0;
        }
        int codePoint = lead & 0x7F >> length;
        for (int i = place + 1; i < place + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return 0;
            }
            codePoint = codePoint << 6 | bytes[i] & 0x3F;
        }
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return codePoint >= SMALLEST[length] && codePoint <= Character.MAX_CODE_POINT && !surrogate ? length : 0;
    }
}
