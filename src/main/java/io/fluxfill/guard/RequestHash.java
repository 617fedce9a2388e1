package io.fluxfill.guard;

import io.fluxfill.bfl.Submission;
import io.fluxfill.hash.Digests;
import io.fluxfill.json.Utf8;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Tells whether two requests are the same, without keeping either: what BFL would get, and where. */
final class RequestHash {

    private RequestHash() {}

    /** The hash of a request. */
    static String of(Submission submission) {
        return of("", submission);
    }

    /** The hash of a request of somebody's: another's same request has another. */
    static String of(String caller, Submission submission) {
        MessageDigest digest = Digests.sha3();
        update(digest, caller);
        update(digest, submission.endpoint().operation());
        for (Utf8 piece : submission.body().pieces()) {
            digest.update(piece.array(), piece.offset(), piece.length());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The hash of a text. */
    static String of(String text) {
        MessageDigest digest = Digests.sha3();
        update(digest, text);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** With an end that no text has, so that two texts are not one. */
    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0xFF);
    }
}
