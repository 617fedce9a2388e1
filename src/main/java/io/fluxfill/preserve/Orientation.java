package io.fluxfill.preserve;

import io.fluxfill.picture.Rectangle;

/**
 * How a stored picture is turned for those who look at it.
 *
 * @see "Exif 2.32 (CIPA DC-008), 4.6.4: Orientation"
 */
enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(true, false, false),
    UPSIDE_DOWN(true, true, false),
    MIRRORED_UPSIDE_DOWN(false, true, false),
    MIRRORED_TO_THE_LEFT(false, false, true),
    TO_THE_LEFT(false, true, true),
    MIRRORED_TO_THE_RIGHT(true, true, true),
    TO_THE_RIGHT(true, false, true);

    private final boolean flipsColumns;
    private final boolean flipsRows;
    private final boolean exchanges;

    Orientation(boolean flipsColumns, boolean flipsRows, boolean exchanges) {
        this.flipsColumns = flipsColumns;
        this.flipsRows = flipsRows;
        this.exchanges = exchanges;
    }

    /** By its number in EXIF data, 1 to 8; upright for any other. */
    static Orientation of(int number) {
        return number >= 1 && number <= 8 ? values()[number - 1] : UPRIGHT;
    }

    /** Whether width and height are exchanged. */
    boolean exchanges() {
        return exchanges;
    }

    /**
     * Turns a stored plane, or a part of one, for those who look at it.
     *
     * @param size of the stored part; its place is of no meaning
     * @param samples of a pixel
     */
    byte[] shown(byte[] stored, Rectangle size, int samples) {
        return this == UPRIGHT ? stored : turned(stored, size, samples, true);
    }

    /**
     * Turns what is seen back to how it is stored.
     *
     * @param size of the stored part
     */
    byte[] stored(byte[] shown, Rectangle size, int samples) {
        return this == UPRIGHT ? shown : turned(shown, size, samples, false);
    }

    private byte[] turned(byte[] from, Rectangle size, int samples, boolean toShown) {
        byte[] to = new byte[from.length];
        int shownWidth = exchanges ? size.height() : size.width();
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                int column = flipsColumns ? size.width() - 1 - x : x;
                int row = flipsRows ? size.height() - 1 - y : y;
                int shown = exchanges ? column * shownWidth + row : row * shownWidth + column;
                int stored = y * size.width() + x;
                System.arraycopy(
                        from, (toShown ? stored : shown) * samples, to, (toShown ? shown : stored) * samples, samples);
            }
        }
        return to;
    }
}
