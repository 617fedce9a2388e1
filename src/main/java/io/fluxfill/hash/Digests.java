package io.fluxfill.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes that are used here. */
public final class Digests {

    private Digests() {}

    /** SHA-256, for what others compute too. Nothing has been put into it yet. */
    public static MessageDigest sha256() {
        return of("SHA-256");
    }

    /** SHA3-256, for large things of our own: half the time of SHA-256 in the native executable. Nothing is in it yet. */
    public static MessageDigest sha3() {
        return of("SHA3-256");
    }

    private static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }
}
