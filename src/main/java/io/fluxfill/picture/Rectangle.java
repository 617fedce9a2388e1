package io.fluxfill.picture;

/**
 * A part of a picture, in pixels.
 *
 * @param x its first column
 * @param y its first row
 */
public record Rectangle(int x, int y, int width, int height) {

    /** The column after its last one. */
    public int right() {
        return x + width;
    }

    /** The row after its last one. */
    public int bottom() {
        return y + height;
    }
}
