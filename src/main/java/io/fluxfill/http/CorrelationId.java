package io.fluxfill.http;

import io.fluxfill.error.SafeText;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header {@code x-correlation-id}: a caller's own name for its request, which is logged and comes back with the answer.
 * Every answer has one; without the caller's it is the id of the invocation, which the log has as {@code request_id}. A
 * direct invocation has no headers, and AWS itself tells its caller that id.
 */
public final class CorrelationId {
    /** The header's name. */
    public static final String HEADER = "x-correlation-id";

    /** Nothing that could begin another line or field in a log. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

    private CorrelationId() {}

    /**
     * The caller's id, if it gave one. One of another form, or with something in it that looks like a key, a signature or
     * base64, is none: half of an id would be of no use, and the header of the answer shows that it was not taken.
     */
    public static Optional<String> givenIn(HttpRequest request) {
        return request.headers()
                .first(HEADER)
                .filter(id -> HARMLESS.matcher(id).matches() && SafeText.of(id).equals(id));
    }
}
