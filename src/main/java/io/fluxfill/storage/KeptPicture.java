package io.fluxfill.storage;

/**
 * A finished picture's copy in S3.
 *
 * @param location where it is
 * @param contentType what it is, by its first bytes
 * @param bytes its size
 * @param sha256 the SHA-256 of its bytes, in lower-case hexadecimal
 */
public record KeptPicture(S3Location location, String contentType, long bytes, String sha256) {}
