package io.fluxfill.rules;

import java.util.List;

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

    /**
     * The picture itself: fetched where the text is an S3 location, else the text. Null where there is none.
     *
     * @param faults gets the fault of a location that is no good
     */
    static String fetched(String field, String text, PictureSource source, List<Fault> faults) {
        if (text == null || !startsWith(text, 0, S3)) {
            return text;
        }
        try {
            return source.fetch(text);
        } catch (PictureSource.NotFetchedException e) {
            faults.add(Fault.ofValue(field, e.getMessage()));
            return null;
        }
    }

    private static boolean startsWith(String text, int offset, String prefix) {
        return text.regionMatches(true, offset, prefix, 0, prefix.length());
    }
}
