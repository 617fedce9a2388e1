package io.fluxfill.picture.jpeg;

/** What a picture's components mean. */
public enum JpegColor {
    GREY,
    YCBCR,
    RGB
}
