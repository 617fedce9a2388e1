package io.fluxfill.rules;

/** The forms in which {@code image} and {@code mask} may be given: base64, a {@code data:} URI, or an S3 location. */
final class PictureText {
    private static final String DATA = "data:";
    private static final String BASE64 = ";base64";
    private static final String S3 = "s3://";

    private PictureText() {}

    /**
     * Cuts {@code data:…;base64,} (RFC 2397) off a text. BFL is not known to take it, and it takes what is behind. A
     * text without this prefix stays as it is; so does any other data URI, which is not base64 then.
     */
    static String withoutDataPrefix(String text) {
        if (!startsWith(text, 0, DATA)) {
            return text;
        }
        int comma = text.indexOf(',');
        return startsWith(text, comma - BASE64.length(), BASE64) ? text.substring(comma + 1) : text;
    }

    /** Whether a text names an object in S3. */
    static boolean isS3(String text) {
        return startsWith(text, 0, S3);
    }

    private static boolean startsWith(String text, int offset, String prefix) {
        return text.regionMatches(true, offset, prefix, 0, prefix.length());
    }
}
