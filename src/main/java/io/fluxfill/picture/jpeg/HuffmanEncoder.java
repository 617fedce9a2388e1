package io.fluxfill.picture.jpeg;

import java.io.IOException;

/**
 * A table of codes for writing, the shortest for what is most frequent.
 *
 * @see "T.81, annex K.2"
 */
final class HuffmanEncoder {
    private static final int LONGEST = 16;
    private static final int LONGEST_BEFORE_LIMIT = 64;

    /** No value: that it has a code keeps the code of ones alone from being one. */
    private static final int RESERVED = 256;

    private final int[] counts;
    private final byte[] values;
    private final int[] codes = new int[256];
    private final byte[] lengths = new byte[256];

    private HuffmanEncoder(int[] counts, byte[] values) {
        this.counts = counts;
        this.values = values;
        int code = 0;
        int index = 0;
        for (int length = 1; length <= LONGEST; length++) {
            for (int i = 0; i < counts[length]; i++, index++, code++) {
                codes[values[index] & 0xff] = code;
                lengths[values[index] & 0xff] = (byte) length;
            }
            code <<= 1;
        }
    }

    /**
     * The best one.
     *
     * @param frequencies how often each value occurs; 257 of them, and they are overwritten
     */
    static HuffmanEncoder of(int[] frequencies) {
        int[] lengths = lengths(frequencies.clone());
        int[] counts = new int[LONGEST_BEFORE_LIMIT + 1];
        int used = 0;
        for (int value = 0; value <= RESERVED; value++) {
            if (lengths[value] > 0) {
                counts[lengths[value]]++;
                used++;
            }
        }
        limit(counts);
        byte[] values = new byte[used - 1];
        int index = 0;
        for (int length = 1; length <= LONGEST_BEFORE_LIMIT; length++) {
            for (int value = 0; value < RESERVED; value++) {
                if (lengths[value] == length) {
                    values[index++] = (byte) value;
                }
            }
        }
        return new HuffmanEncoder(counts, values);
    }

    /** A table as it stands in a file, after its number. */
    byte[] table(int number) {
        byte[] table = new byte[1 + LONGEST + values.length];
        table[0] = (byte) number;
        for (int length = 1; length <= LONGEST; length++) {
            table[length] = (byte) counts[length];
        }
        System.arraycopy(values, 0, table, 1 + LONGEST, values.length);
        return table;
    }

    void write(BitWriter bits, int value) throws IOException {
        bits.write(codes[value], lengths[value]);
    }

    /** By joining the two rarest again and again. */
    private static int[] lengths(int[] frequencies) {
        int[] lengths = new int[RESERVED + 1];
        int[] next = new int[RESERVED + 1];
        java.util.Arrays.fill(next, -1);
        frequencies[RESERVED] = 1;
        while (true) {
            int one = rarest(frequencies, -1);
            int other = rarest(frequencies, one);
            if (other < 0) {
                return lengths;
            }
            frequencies[one] += frequencies[other];
            frequencies[other] = 0;
            int i = one;
            lengths[i]++;
            while (next[i] >= 0) {
                i = next[i];
                lengths[i]++;
            }
            next[i] = other;
            i = other;
            lengths[i]++;
            while (next[i] >= 0) {
                i = next[i];
                lengths[i]++;
            }
        }
    }

    /** Of equally rare ones the last, so that the reserved one gets the longest code. */
    private static int rarest(int[] frequencies, int but) {
        int found = -1;
        for (int i = 0; i <= RESERVED; i++) {
            if (frequencies[i] > 0 && i != but && (found < 0 || frequencies[i] <= frequencies[found])) {
                found = i;
            }
        }
        return found;
    }

    /** Shortens codes that are too long, at the price of others, and takes the reserved one away. */
    private static void limit(int[] counts) {
        for (int length = LONGEST_BEFORE_LIMIT; length > LONGEST; length--) {
            while (counts[length] > 0) {
                int shorter = length - 2;
                while (counts[shorter] == 0) {
                    shorter--;
                }
                counts[length] -= 2;
                counts[length - 1]++;
                counts[shorter + 1] += 2;
                counts[shorter]--;
            }
        }
        int longest = LONGEST;
        while (counts[longest] == 0) {
            longest--;
        }
        counts[longest]--;
    }
}
