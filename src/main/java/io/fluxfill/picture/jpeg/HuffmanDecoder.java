package io.fluxfill.picture.jpeg;

import io.fluxfill.picture.DamagedPictureException;
import java.io.IOException;

/** One of a file's tables of codes, for reading. */
final class HuffmanDecoder {
    private static final int LONGEST = 16;

    /** Codes up to this length are looked up; few are longer. */
    private static final int QUICK = 9;

    /** By the next bits: value and length of the code that they begin with; 0 where it is longer. */
    private final short[] quick = new short[1 << QUICK];

    private final int[] last = new int[LONGEST + 1];
    private final int[] offset = new int[LONGEST + 1];
    private final byte[] values;

    /**
     * @param counts how many codes there are of each length from 1 to 16
     * @param values what they stand for, by growing length
     */
    HuffmanDecoder(int[] counts, byte[] values) throws DamagedPictureException {
        this.values = values;
        int code = 0;
        int index = 0;
        for (int length = 1; length <= LONGEST; length++) {
            offset[length] = index - code;
            for (int i = 0; i < counts[length - 1]; i++, code++, index++) {
                if (length <= QUICK && code < 1 << length) {
                    short entry = (short) (length << 8 | values[index] & 0xff);
                    int from = code << (QUICK - length);
                    java.util.Arrays.fill(quick, from, from + (1 << (QUICK - length)), entry);
                }
            }
            if (code > 1 << length) {
                throw new DamagedPictureException("a table of its codes is damaged");
            }
            last[length] = counts[length - 1] == 0 ? -1 : code - 1;
            code <<= 1;
        }
    }

    /** The value of the next code. */
    int read(BitReader bits) throws IOException {
        int next = bits.peek(LONGEST);
        int entry = quick[next >> (LONGEST - QUICK)];
        if (entry != 0) {
            bits.skip(entry >> 8);
            return entry & 0xff;
        }
        for (int length = QUICK + 1; length <= LONGEST; length++) {
            int code = next >> (LONGEST - length);
            if (code <= last[length]) {
                bits.skip(length);
                return values[offset[length] + code] & 0xff;
            }
        }
        throw new DamagedPictureException("the compressed picture is damaged");
    }
}
