package io.fluxfill.picture.jpeg;

/**
 * One of a picture's planes, as coefficients in blocks of 8 by 8.
 *
 * @param id its number in the file
 * @param horizontal samples of it for each of the component that has the most across
 * @param vertical the same downwards
 * @param width in samples
 * @param height in samples
 * @param blocksAcross with those that fill up the last unit
 * @param blocksDown with those that fill up the last unit
 * @param quantization what its coefficients are multiples of; row by row
 * @param coefficients quantised; 64 of each block row by row, blocks from left to right and top to bottom. They may be changed
 */
public record JpegComponent(
        int id,
        int horizontal,
        int vertical,
        int width,
        int height,
        int blocksAcross,
        int blocksDown,
        int[] quantization,
        short[] coefficients) {

    /** Blocks across that hold some of the picture. */
    int usedAcross() {
        return (width + 7) / 8;
    }

    /** Blocks down that hold some of the picture. */
    int usedDown() {
        return (height + 7) / 8;
    }

    /** Where a block's coefficients begin. */
    int at(int column, int row) {
        return (row * blocksAcross + column) * 64;
    }
}
