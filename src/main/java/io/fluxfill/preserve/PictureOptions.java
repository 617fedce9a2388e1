package io.fluxfill.preserve;

/**
 * What a request asks for beyond BFL's fields.
 *
 * @param preserve whether the picture is to come back whole
 * @param mask how the mask is to be read
 */
public record PictureOptions(boolean preserve, MaskOptions mask) {
    /** Nothing. */
    public static final PictureOptions NONE = new PictureOptions(false, MaskOptions.NONE);
}
