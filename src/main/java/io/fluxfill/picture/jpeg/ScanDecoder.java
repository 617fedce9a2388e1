package io.fluxfill.picture.jpeg;

import io.fluxfill.picture.DamagedPictureException;
import java.io.IOException;

/**
 * Decodes the blocks of one scan: of a picture that is stored at once, or of one that is stored in ever finer scans.
 *
 * @see "T.81, annexes F.2 and G.1.2"
 */
final class ScanDecoder {
    private final BitReader bits;
    private final int first;
    private final int last;
    private final boolean refines;
    private final int shift;
    private final boolean progressive;
    private final int[] predictions = new int[4];

    /** So many more blocks have nothing in this scan. */
    private int emptyBlocks;

    /**
     * @param first the first of the coefficients that are in the scan, as they are counted in the file
     * @param last the last of them
     * @param refines whether it has the next bit of what earlier scans began
     * @param shift how many bits come in later scans
     */
    ScanDecoder(BitReader bits, boolean progressive, int first, int last, boolean refines, int shift) {
        this.bits = bits;
        this.progressive = progressive;
        this.first = first;
        this.last = last;
        this.refines = refines;
        this.shift = shift;
    }

    /** What came before is of no meaning for what follows. */
    void restart() {
        java.util.Arrays.fill(predictions, 0);
        emptyBlocks = 0;
    }

    /**
     * Decodes a block.
     *
     * @param component its number within the scan
     * @param block where it begins among the coefficients
     */
    void block(int component, HuffmanDecoder dc, HuffmanDecoder ac, short[] coefficients, int block)
            throws IOException {
        if (!progressive) {
            coefficients[block] = (short) dcValue(component, dc);
            acAtOnce(ac, coefficients, block);
        } else if (first == 0) {
            if (refines) {
                coefficients[block] |= (short) (bits.take(1) << shift);
            } else {
                coefficients[block] = (short) (dcValue(component, dc) << shift);
            }
        } else if (refines) {
            refine(ac, coefficients, block);
        } else {
            acFirst(ac, coefficients, block);
        }
    }

    private int dcValue(int component, HuffmanDecoder table) throws IOException {
        int length = table(table).read(bits);
        if (length > 15) {
            throw damaged();
        }
        predictions[component] += bits.takeSigned(length);
        return predictions[component];
    }

    private void acAtOnce(HuffmanDecoder table, short[] coefficients, int block) throws IOException {
        for (int i = 1; i < 64; i++) {
            int code = table(table).read(bits);
            int length = code & 15;
            int zeros = code >> 4;
            if (length == 0) {
                if (zeros < 15) {
                    return;
                }
                i += 15;
                continue;
            }
            i += zeros;
            if (i > 63) {
                throw damaged();
            }
            coefficients[block + ZigZag.natural(i)] = (short) bits.takeSigned(length);
        }
    }

    private void acFirst(HuffmanDecoder table, short[] coefficients, int block) throws IOException {
        if (emptyBlocks > 0) {
            emptyBlocks--;
            return;
        }
        for (int i = first; i <= last; i++) {
            int code = table(table).read(bits);
            int length = code & 15;
            int zeros = code >> 4;
            if (length == 0) {
                if (zeros < 15) {
                    emptyBlocks = (1 << zeros) + bits.take(zeros) - 1;
                    return;
                }
                i += 15;
                continue;
            }
            i += zeros;
            if (i > last) {
                throw damaged();
            }
            coefficients[block + ZigZag.natural(i)] = (short) (bits.takeSigned(length) << shift);
        }
    }

    private void refine(HuffmanDecoder table, short[] coefficients, int block) throws IOException {
        int i = first;
        if (emptyBlocks == 0) {
            while (i <= last) {
                int code = table(table).read(bits);
                int zeros = code >> 4;
                short value = 0;
                if ((code & 15) == 0) {
                    if (zeros < 15) {
                        emptyBlocks = (1 << zeros) + bits.take(zeros);
                        break;
                    }
                } else if ((code & 15) == 1) {
                    value = (short) (bits.take(1) == 1 ? 1 << shift : -1 << shift);
                } else {
                    throw damaged();
                }
                i = refineUntil(coefficients, block, i, zeros);
                if (value != 0) {
                    if (i > last) {
                        throw damaged();
                    }
                    coefficients[block + ZigZag.natural(i)] = value;
                }
                i++;
            }
        }
        if (emptyBlocks > 0) {
            refineUntil(coefficients, block, i, 64);
            emptyBlocks--;
        }
    }

    /** Refines what is there already, up to the zero after so many others, whose place is given. */
    private int refineUntil(short[] coefficients, int block, int from, int zeros) throws IOException {
        int left = zeros;
        int i = from;
        for (; i <= last; i++) {
            int at = block + ZigZag.natural(i);
            int there = coefficients[at];
            if (there == 0) {
                if (left == 0) {
                    break;
                }
                left--;
            } else if (bits.take(1) == 1 && (Math.abs(there) >> shift & 1) == 0) {
                coefficients[at] += (short) (there > 0 ? 1 << shift : -1 << shift);
            }
        }
        return i;
    }

    private static HuffmanDecoder table(HuffmanDecoder table) throws DamagedPictureException {
        if (table == null) {
            throw new DamagedPictureException("a table of its codes is missing");
        }
        return table;
    }

    private static DamagedPictureException damaged() {
        return new DamagedPictureException("the compressed picture is damaged");
    }
}
