package io.fluxfill.rules.picture;

import io.fluxfill.json.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The usual dialects of base64: lines as MIME and PEM have them (RFC 2045, RFC 7468), white space anywhere, no padding, the
 * URL-safe alphabet (RFC 4648, section 5), and any mixture of these.
 *
 * <p>Bits behind the last whole byte may be anything, as for Python's {@code base64} and {@link java.util.Base64}. Unlike
 * Python's decoder, this one skips no other character, and wants the padding to be absent or complete: what breaks these
 * rules was cut or damaged on its way. Percent-encoding, which data URIs could have, is not read.
 */
final class Base64Dialect {
    /** The standard alphabet. */
    static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** ASCII white space, as the WHATWG's <a href="https://infra.spec.whatwg.org/#forgiving-base64-decode">decoder</a> skips. */
    private static final String WHITE_SPACE = "\t\n\f\r ";

    private static final byte SKIPPED = 1;
    private static final byte PADDING = '=';

    /** For every byte: the digit of the standard alphabet that it stands for, {@link #SKIPPED}, {@link #PADDING}, or 0. */
    private static final byte[] MEANINGS = meanings();

    private Base64Dialect() {}

    /** The canonical form of a base64 text, as a copy; nothing if the text is not base64. */
    static Optional<Utf8> canonical(Utf8 text) {
        byte[] copy = new byte[(text.length() + 3) / 4 * 4];
        int digits = 0;
        int padding = 0;
        for (int i = 0; i < text.length(); i++) {
            byte meaning = MEANINGS[text.at(i)];
            if (meaning == PADDING) {
                padding++;
            } else if (meaning != SKIPPED) {
                if (meaning == 0 || padding > 0) {
                    return Optional.empty();
                }
                copy[digits++] = meaning;
            }
        }
        int missing = -digits & 3;
        // A last group of a single digit, which three are missing from, holds less than a byte.
        if (missing == 3 || padding > 0 && padding != missing) {
            return Optional.empty();
        }
        return Optional.of(completed(copy, digits, missing));
    }

    private static Utf8 completed(byte[] copy, int digits, int missing) {
        if (missing > 0) {
            int last = ALPHABET.indexOf(copy[digits - 1]);
            copy[digits - 1] = (byte) ALPHABET.charAt(last & ~Base64Bytes.unusedBits(digits));
        }
        for (int i = 0; i < missing; i++) {
            copy[digits + i] = PADDING;
        }
        return new Utf8(copy, 0, digits + missing);
    }

    private static byte[] meanings() {
        byte[] meanings = new byte[256];
        for (byte digit : ALPHABET.getBytes(StandardCharsets.US_ASCII)) {
            meanings[digit] = digit;
        }
        meanings['-'] = '+';
        meanings['_'] = '/';
        meanings[PADDING] = PADDING;
        WHITE_SPACE.chars().forEach(space -> meanings[space] = SKIPPED);
        return meanings;
    }
}
