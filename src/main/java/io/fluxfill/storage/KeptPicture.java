package io.fluxfill.storage;

import java.util.Optional;

/**
 * A finished picture's copy in S3.
 *
 * @param location where it is
 * @param contentType what it is, by its first bytes
 * @param bytes its size
 * @param sha256 the SHA-256 of its bytes, in lower-case hexadecimal
 * @param preserved where it is the whole picture, with what BFL made in it
 */
public record KeptPicture(
        S3Location location, String contentType, long bytes, String sha256, Optional<Preserved> preserved) {

    /** A copy of what BFL made. */
    public KeptPicture(S3Location location, String contentType, long bytes, String sha256) {
        this(location, contentType, bytes, sha256, Optional.empty());
    }

    /**
     * What became of a picture that came back whole.
     *
     * @param sent the size of what was sent: {@code 864x640}
     * @param received the size of what came back
     */
    public record Preserved(String sent, String received) {}
}
