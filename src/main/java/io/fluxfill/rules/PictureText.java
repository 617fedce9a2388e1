package io.fluxfill.rules;

import io.fluxfill.json.Utf8;
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
    static Utf8 withoutDataPrefix(Utf8 text) {
        if (!text.hasIgnoringCase(0, DATA)) {
            return text;
        }
        int comma = text.indexOf(',');
        return text.hasIgnoringCase(comma - BASE64.length(), BASE64) ? text.from(comma + 1) : text;
    }

    /**
     * The picture itself: fetched where the text is an S3 location, else the text. Null where there is none.
     *
     * @param faults gets the fault of a location that is no good
     */
    static Utf8 fetched(String field, Utf8 text, PictureSource source, List<Fault> faults) {
        if (text == null || !text.hasIgnoringCase(0, S3)) {
            return text;
        }
        try {
            return source.fetch(text.string());
        } catch (PictureSource.NotFetchedException e) {
            faults.add(Fault.ofValue(field, e.getMessage()));
            return null;
        }
    }
}
