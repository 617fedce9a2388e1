package io.fluxfill.picture.png;

import io.fluxfill.picture.DamagedPictureException;

/** What is done to rows so that they can be compressed. The bytes before the first pixel, and above the first row, are 0. */
final class PngFilter {
    static final int NONE = 0;
    static final int SUB = 1;
    static final int UP = 2;
    static final int AVERAGE = 3;
    static final int PAETH = 4;

    private PngFilter() {}

    /** Makes a filtered row what it was, in place. */
    static void undo(int filter, byte[] row, byte[] above, int length, int step) throws DamagedPictureException {
        switch (filter) {
            case NONE -> {}
            case SUB -> {
                for (int i = step; i < length; i++) {
                    row[i] += row[i - step];
                }
            }
            case UP -> {
                for (int i = 0; i < length; i++) {
                    row[i] += above[i];
                }
            }
            case AVERAGE -> {
                for (int i = 0; i < length; i++) {
                    row[i] += (byte) (((i < step ? 0 : row[i - step] & 0xff) + (above[i] & 0xff)) >> 1);
                }
            }
            case PAETH -> {
                for (int i = 0; i < Math.min(step, length); i++) {
                    row[i] += above[i];
                }
                for (int i = step; i < length; i++) {
                    row[i] += (byte) paeth(row[i - step] & 0xff, above[i] & 0xff, above[i - step] & 0xff);
                }
            }
            default -> throw new DamagedPictureException("a row has a filter that there is not");
        }
    }

    /**
     * Filters a row into another array.
     *
     * @return the sum of the differences that it consists of
     */
    static long apply(int filter, byte[] row, byte[] above, byte[] filtered, int length, int step) {
        int begin = Math.min(step, length);
        for (int i = 0; i < begin; i++) {
            int predicted = filter == UP || filter == PAETH ? above[i] : filter == AVERAGE ? (above[i] & 0xff) >> 1 : 0;
            filtered[i] = (byte) (row[i] - predicted);
        }
        switch (filter) {
            case SUB -> {
                for (int i = begin; i < length; i++) {
                    filtered[i] = (byte) (row[i] - row[i - step]);
                }
            }
            case UP -> {
                for (int i = begin; i < length; i++) {
                    filtered[i] = (byte) (row[i] - above[i]);
                }
            }
            case AVERAGE -> {
                for (int i = begin; i < length; i++) {
                    filtered[i] = (byte) (row[i] - ((row[i - step] & 0xff) + (above[i] & 0xff) >> 1));
                }
            }
            case PAETH -> {
                for (int i = begin; i < length; i++) {
                    int predicted = paeth(row[i - step] & 0xff, above[i] & 0xff, above[i - step] & 0xff);
                    filtered[i] = (byte) (row[i] - predicted);
                }
            }
            default -> System.arraycopy(row, begin, filtered, begin, length - begin);
        }
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += Math.abs(filtered[i]);
        }
        return sum;
    }

    private static int paeth(int left, int up, int upperLeft) {
        int byLeft = Math.abs(up - upperLeft);
        int byUp = Math.abs(left - upperLeft);
        int byUpperLeft = Math.abs(left + up - 2 * upperLeft);
        if (byLeft <= byUp && byLeft <= byUpperLeft) {
            return left;
        }
        return byUp <= byUpperLeft ? up : upperLeft;
    }
}
