package io.fluxfill.rules;

import io.fluxfill.json.Utf8;
import io.fluxfill.rules.picture.Base64Bytes;
import java.util.List;
import java.util.Optional;

/** The forms in which {@code image} and {@code mask} may be given: base64, a {@code data:} URI, or an S3 location. */
final class PictureText {
    private static final String RULE = "must be base64, a data: URI with base64, or s3://bucket/key";
    private static final String DATA = "data:";
    private static final String BASE64 = "base64";
    private static final String S3 = "s3://";
    private static final List<String> URLS = List.of("http://", "https://");
    private static final String ARN = "arn:";

    private PictureText() {}

    /**
     * Cuts {@code data:…;base64,} (RFC 2397) off a text, with the blanks that browsers allow in it (the WHATWG's <a
     * href="https://fetch.spec.whatwg.org/#data-url-processor">data: URL processor</a>). BFL is not known to take it, and it
     * takes what is behind. A text without this prefix stays as it is; so does any other data URI, which is not base64 then.
     */
    static Utf8 withoutDataPrefix(Utf8 text) {
        int start = 0;
        while (start < text.length() && text.at(start) <= ' ') {
            start++;
        }
        if (!text.hasIgnoringCase(start, DATA)) {
            return text;
        }
        int comma = text.indexOf(',');
        return saysBase64(text, comma) ? text.from(comma + 1) : text;
    }

    /** Whether {@code ;base64} stands before a place, where blanks may be before each of the two. */
    private static boolean saysBase64(Utf8 text, int comma) {
        int word = withoutBlanks(text, comma) - BASE64.length();
        int parameter = withoutBlanks(text, word);
        return text.hasIgnoringCase(word, BASE64) && parameter > 0 && text.at(parameter - 1) == ';';
    }

    /** The end of what is before a place, without the blanks in between. */
    private static int withoutBlanks(Utf8 text, int end) {
        int last = end;
        while (last > 0 && text.at(last - 1) == ' ') {
            last--;
        }
        return last;
    }

    /**
     * The picture itself: fetched where the text is an S3 location, else the text.
     *
     * @param faults gets the fault of a location that is no good
     */
    static Optional<Utf8> fetched(String field, Utf8 text, PictureSource source, List<ValidationError> faults) {
        if (!text.hasIgnoringCase(0, S3)) {
            return Optional.of(text);
        }
        try {
            return Optional.of(source.fetch(text.string()));
        } catch (PictureSource.NotFetchedException e) {
            faults.add(ValidationError.ofValue(field, e.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * The picture's bytes.
     *
     * @param faults gets the fault of a text that is no base64
     */
    static Optional<Base64Bytes> bytes(String field, Utf8 text, List<ValidationError> faults) {
        Optional<Base64Bytes> bytes = Base64Bytes.of(text);
        if (bytes.isEmpty()) {
            faults.add(ValidationError.ofValue(field, RULE + hint(text)));
        }
        return bytes;
    }

    /** What people try who have the picture in S3 or on the web. */
    private static String hint(Utf8 text) {
        if (URLS.stream().anyMatch(scheme -> text.hasIgnoringCase(0, scheme))) {
            return ": pictures are not fetched from URLs, and one in S3 is named as s3://bucket/key";
        }
        return text.hasIgnoringCase(0, ARN) ? ": an object in S3 is not named by its ARN" : "";
    }
}
