package io.fluxfill.picture.jpeg;

/**
 * From coefficients to samples and back, in integers, by the algorithm of Loeffler, Ligtenberg and Moschytz in the same scaling
 * and rounding as libjpeg's, so that the same file gives the same samples.
 *
 * @see <a href="https://github.com/libjpeg-turbo/libjpeg-turbo/blob/main/src/jidctint.c">libjpeg's</a>
 */
final class Dct {
    private static final int BITS = 13;
    private static final int PASS_BITS = 2;

    private static final int FIX_0_298631336 = 2446;
    private static final int FIX_0_390180644 = 3196;
    private static final int FIX_0_541196100 = 4433;
    private static final int FIX_0_765366865 = 6270;
    private static final int FIX_0_899976223 = 7373;
    private static final int FIX_1_175875602 = 9633;
    private static final int FIX_1_501321110 = 12299;
    private static final int FIX_1_847759065 = 15137;
    private static final int FIX_1_961570560 = 16069;
    private static final int FIX_2_053119869 = 16819;
    private static final int FIX_2_562915447 = 20995;
    private static final int FIX_3_072711026 = 25172;

    private final int[] work = new int[64];

    /**
     * Makes a block's samples of its coefficients.
     *
     * @param quantized where the block begins at {@code block}
     * @param samples where its first sample goes to {@code at}, and its rows lie {@code stride} apart
     */
    void inverse(short[] quantized, int block, int[] quantization, byte[] samples, int at, int stride) {
        for (int x = 0; x < 8; x++) {
            column(quantized, block + x, quantization, x);
        }
        for (int y = 0; y < 8; y++) {
            row(y * 8, samples, at + y * stride);
        }
    }

    private void column(short[] in, int at, int[] q, int x) {
        if ((in[at + 8] | in[at + 16] | in[at + 24] | in[at + 32] | in[at + 40] | in[at + 48] | in[at + 56]) == 0) {
            int dc = in[at] * q[x] << PASS_BITS;
            for (int i = x; i < 64; i += 8) {
                work[i] = dc;
            }
            return;
        }
        int z2 = in[at + 16] * q[x + 16];
        int z3 = in[at + 48] * q[x + 48];
        int z1 = (z2 + z3) * FIX_0_541196100;
        int tmp2 = z1 + z3 * -FIX_1_847759065;
        int tmp3 = z1 + z2 * FIX_0_765366865;
        z2 = in[at] * q[x];
        z3 = in[at + 32] * q[x + 32];
        int tmp0 = (z2 + z3) << BITS;
        int tmp1 = (z2 - z3) << BITS;
        int tmp10 = tmp0 + tmp3;
        int tmp13 = tmp0 - tmp3;
        int tmp11 = tmp1 + tmp2;
        int tmp12 = tmp1 - tmp2;
        tmp0 = in[at + 56] * q[x + 56];
        tmp1 = in[at + 40] * q[x + 40];
        tmp2 = in[at + 24] * q[x + 24];
        tmp3 = in[at + 8] * q[x + 8];
        z1 = tmp0 + tmp3;
        z2 = tmp1 + tmp2;
        z3 = tmp0 + tmp2;
        int z4 = tmp1 + tmp3;
        int z5 = (z3 + z4) * FIX_1_175875602;
        tmp0 *= FIX_0_298631336;
        tmp1 *= FIX_2_053119869;
        tmp2 *= FIX_3_072711026;
        tmp3 *= FIX_1_501321110;
        z1 *= -FIX_0_899976223;
        z2 *= -FIX_2_562915447;
        z3 = z3 * -FIX_1_961570560 + z5;
        z4 = z4 * -FIX_0_390180644 + z5;
        tmp0 += z1 + z3;
        tmp1 += z2 + z4;
        tmp2 += z2 + z3;
        tmp3 += z1 + z4;
        int shift = BITS - PASS_BITS;
        work[x] = descale(tmp10 + tmp3, shift);
        work[x + 56] = descale(tmp10 - tmp3, shift);
        work[x + 8] = descale(tmp11 + tmp2, shift);
        work[x + 48] = descale(tmp11 - tmp2, shift);
        work[x + 16] = descale(tmp12 + tmp1, shift);
        work[x + 40] = descale(tmp12 - tmp1, shift);
        work[x + 24] = descale(tmp13 + tmp0, shift);
        work[x + 32] = descale(tmp13 - tmp0, shift);
    }

    private void row(int at, byte[] out, int to) {
        int z2 = work[at + 2];
        int z3 = work[at + 6];
        int z1 = (z2 + z3) * FIX_0_541196100;
        int tmp2 = z1 + z3 * -FIX_1_847759065;
        int tmp3 = z1 + z2 * FIX_0_765366865;
        int tmp0 = (work[at] + work[at + 4]) << BITS;
        int tmp1 = (work[at] - work[at + 4]) << BITS;
        int tmp10 = tmp0 + tmp3;
        int tmp13 = tmp0 - tmp3;
        int tmp11 = tmp1 + tmp2;
        int tmp12 = tmp1 - tmp2;
        tmp0 = work[at + 7];
        tmp1 = work[at + 5];
        tmp2 = work[at + 3];
        tmp3 = work[at + 1];
        z1 = tmp0 + tmp3;
        z2 = tmp1 + tmp2;
        z3 = tmp0 + tmp2;
        int z4 = tmp1 + tmp3;
        int z5 = (z3 + z4) * FIX_1_175875602;
        tmp0 *= FIX_0_298631336;
        tmp1 *= FIX_2_053119869;
        tmp2 *= FIX_3_072711026;
        tmp3 *= FIX_1_501321110;
        z1 *= -FIX_0_899976223;
        z2 *= -FIX_2_562915447;
        z3 = z3 * -FIX_1_961570560 + z5;
        z4 = z4 * -FIX_0_390180644 + z5;
        tmp0 += z1 + z3;
        tmp1 += z2 + z4;
        tmp2 += z2 + z3;
        tmp3 += z1 + z4;
        out[to] = sample(tmp10 + tmp3);
        out[to + 7] = sample(tmp10 - tmp3);
        out[to + 1] = sample(tmp11 + tmp2);
        out[to + 6] = sample(tmp11 - tmp2);
        out[to + 2] = sample(tmp12 + tmp1);
        out[to + 5] = sample(tmp12 - tmp1);
        out[to + 3] = sample(tmp13 + tmp0);
        out[to + 4] = sample(tmp13 - tmp0);
    }

    /**
     * Makes a block's coefficients of its samples.
     *
     * @param samples from 0 to 255, 64 of them, row by row; they are overwritten
     */
    void forward(int[] samples, int[] quantization, short[] quantized, int block) {
        for (int y = 0; y < 64; y += 8) {
            for (int x = y; x < y + 8; x++) {
                samples[x] -= 128;
            }
            butterfly(samples, y, 1, true);
        }
        for (int x = 0; x < 8; x++) {
            butterfly(samples, x, 8, false);
        }
        for (int i = 0; i < 64; i++) {
            // The transform leaves its results eight times too large.
            int divisor = quantization[i] << 3;
            int half = divisor >> 1;
            int value = samples[i];
            quantized[block + i] = (short) (value < 0 ? -((half - value) / divisor) : (value + half) / divisor);
        }
    }

    private static void butterfly(int[] data, int at, int step, boolean first) {
        int tmp0 = data[at] + data[at + 7 * step];
        int tmp7 = data[at] - data[at + 7 * step];
        int tmp1 = data[at + step] + data[at + 6 * step];
        int tmp6 = data[at + step] - data[at + 6 * step];
        int tmp2 = data[at + 2 * step] + data[at + 5 * step];
        int tmp5 = data[at + 2 * step] - data[at + 5 * step];
        int tmp3 = data[at + 3 * step] + data[at + 4 * step];
        int tmp4 = data[at + 3 * step] - data[at + 4 * step];
        int tmp10 = tmp0 + tmp3;
        int tmp13 = tmp0 - tmp3;
        int tmp11 = tmp1 + tmp2;
        int tmp12 = tmp1 - tmp2;
        int shift = first ? BITS - PASS_BITS : BITS + PASS_BITS;
        data[at] = first ? (tmp10 + tmp11) << PASS_BITS : descale(tmp10 + tmp11, PASS_BITS);
        data[at + 4 * step] = first ? (tmp10 - tmp11) << PASS_BITS : descale(tmp10 - tmp11, PASS_BITS);
        int z1 = (tmp12 + tmp13) * FIX_0_541196100;
        data[at + 2 * step] = descale(z1 + tmp13 * FIX_0_765366865, shift);
        data[at + 6 * step] = descale(z1 - tmp12 * FIX_1_847759065, shift);
        z1 = tmp4 + tmp7;
        int z2 = tmp5 + tmp6;
        int z3 = tmp4 + tmp6;
        int z4 = tmp5 + tmp7;
        int z5 = (z3 + z4) * FIX_1_175875602;
        tmp4 *= FIX_0_298631336;
        tmp5 *= FIX_2_053119869;
        tmp6 *= FIX_3_072711026;
        tmp7 *= FIX_1_501321110;
        z1 *= -FIX_0_899976223;
        z2 *= -FIX_2_562915447;
        z3 = z3 * -FIX_1_961570560 + z5;
        z4 = z4 * -FIX_0_390180644 + z5;
        data[at + 7 * step] = descale(tmp4 + z1 + z3, shift);
        data[at + 5 * step] = descale(tmp5 + z2 + z4, shift);
        data[at + 3 * step] = descale(tmp6 + z2 + z3, shift);
        data[at + step] = descale(tmp7 + z1 + z4, shift);
    }

    private static int descale(int value, int bits) {
        return (value + (1 << (bits - 1))) >> bits;
    }

    private static byte sample(int value) {
        int sample = descale(value, BITS + PASS_BITS + 3) + 128;
        return (byte) (sample < 0 ? 0 : Math.min(sample, 255));
    }
}
