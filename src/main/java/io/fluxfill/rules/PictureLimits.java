package io.fluxfill.rules;

/**
 * How large a picture may be.
 *
 * @param maxBytes most bytes of a picture, as decoded from base64
 * @param maxPixels most pixels, width times height
 */
public record PictureLimits(long maxBytes, long maxPixels) {}
