package io.fluxfill.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text in UTF-8: a part of an array, which is shared and must not be changed.
 *
 * @param array holds the text
 * @param offset where in the array it begins
 * @param length how many bytes it has
 */
public record Utf8(byte[] array, int offset, int length) {
    /** Room for any event without pictures. What is not needed would have to be cleared all the same. */
    private static final int SMALL = 16 * 1024;

    private static final int STEP = 8;

    /** Room for the largest event that Lambda takes, 6,291,556 bytes, and some more, by which its end is seen. */
    private static final int LARGE = 6 * 1024 * 1024 + 1024;

    /** All of an array. */
    public static Utf8 of(byte[] text) {
        return new Utf8(text, 0, text.length);
    }

    /** A copy of a text. A lone surrogate becomes a question mark, as UTF-8 has none. */
    public static Utf8 of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Everything that a stream has, read into the array that it stays in. */
    public static Utf8 readAll(InputStream in) throws IOException {
        byte[] array = new byte[SMALL];
        int length = 0;
        int read = 0;
        while (read >= 0) {
            length += read;
            if (length == array.length) {
                array = Arrays.copyOf(array, larger(length));
            }
            read = in.read(array, length, array.length - length);
        }
        return new Utf8(array, 0, length);
    }

    /** In few steps: each costs a copy, and the smaller array stays in memory for a while. */
    private static int larger(int length) {
        if (length <= LARGE / STEP) {
            return STEP * length;
        }
        return length < LARGE ? LARGE : 2 * length;
    }

    /** One byte, 0 to 255, by its place in the text. */
    public int at(int place) {
        return array[offset + place] & 0xFF;
    }

    /** The text from a place on. */
    public Utf8 from(int place) {
        return new Utf8(array, offset + place, length - place);
    }

    /** The first so many bytes of the text, or all where it has no more. */
    public Utf8 upTo(int most) {
        return new Utf8(array, offset, Math.min(most, length));
    }

    /** The place of the first byte of a value, or -1. */
    public int indexOf(char ascii) {
        for (int i = 0; i < length; i++) {
            if (at(i) == ascii) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Whether some text is at a place, in upper or lower case.
     *
     * @param place any number; outside of this text there is nothing
     * @param lowerCase ASCII without capital letters
     */
    public boolean hasIgnoringCase(int place, String lowerCase) {
        if (place < 0 || length - place < lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            if (Character.toLowerCase(at(place + i)) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The text as a string: a copy. */
    public String string() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    /** Whether the other is the same text, wherever it is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Utf8 text
                && Arrays.equals(array, offset, offset + length, text.array, text.offset, text.offset + text.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + at(i);
        }
        return hash;
    }

    /** The size only: the text may be a picture or a key, and this may get into a log. */
    @Override
    public String toString() {
        return length + " bytes";
    }
}
