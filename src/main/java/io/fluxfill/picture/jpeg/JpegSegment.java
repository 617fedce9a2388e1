package io.fluxfill.picture.jpeg;

/**
 * A segment of metadata: EXIF, a colour profile, a comment.
 *
 * @param marker its second byte: 0xE0 to 0xEF, or 0xFE
 * @param data its content, without marker and length; not to be changed
 */
public record JpegSegment(int marker, byte[] data) {}
