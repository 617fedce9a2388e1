package io.fluxfill.rules;

import io.fluxfill.json.Utf8;

/** Where the pictures are that a request does not carry but names as {@code s3://…}. */
@FunctionalInterface
public interface PictureSource {

    /**
     * Fetches a picture.
     *
     * @param location as the request names it
     * @return the picture in base64
     * @throws NotFetchedException where the location is at fault
     */
    Utf8 fetch(String location) throws NotFetchedException;

    /** A location is no good. */
    final class NotFetchedException extends Exception {
        private static final long serialVersionUID = 1L;

        /** @param rule what the location must be, or what became of it: {@code must be s3://bucket/key} */
        public NotFetchedException(String rule) {
            super(rule);
        }
    }
}
