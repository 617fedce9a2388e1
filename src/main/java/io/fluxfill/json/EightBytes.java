package io.fluxfill.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of an array as one number, so that what is asked of megabytes takes some operations for eight of them at a time
 * ("SIMD within a register"). An answer has the highest bit of every byte of which it is true; its other bits mean nothing.
 *
 * <p>All questions but {@link #ascii} are about {@link #lowBits}: no byte is above 0x7F, so no sum of one byte reaches into the
 * next. The characters that are asked for are ASCII, {@linkplain #each eight times}.
 */
public final class EightBytes {
    /** How many bytes are read at a time. */
    public static final int COUNT = Long.BYTES;

    /** Reads eight bytes from a place on, all of which are in the array. A method around it would be a call for each eight. */
    public static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private EightBytes() {}

    /** An ASCII character in each of the bytes: a constant, so that it is no work later. */
    public static long each(int ascii) {
        return ascii * ONES;
    }

    /** The bytes without their highest bits. */
    public static long lowBits(long eight) {
        return eight & ~HIGHEST_BITS;
    }

    /** Which bytes are ASCII. */
    public static long ascii(long eight) {
        return ~eight;
    }

    /** Which bytes are not smaller than a character. */
    public static long atLeast(long lowBits, long each) {
        return lowBits + (HIGHEST_BITS - each);
    }

    /** Which bytes are a character or greater, but smaller than another. */
    public static long between(long lowBits, long eachFirst, long eachBehind) {
        return atLeast(lowBits, eachFirst) & ~atLeast(lowBits, eachBehind);
    }

    /** Which bytes are another than a character. */
    public static long otherThan(long lowBits, long each) {
        return atLeast(lowBits ^ each, ONES);
    }

    /** Whether an answer is true of all eight. */
    public static boolean all(long answer) {
        return (answer & HIGHEST_BITS) == HIGHEST_BITS;
    }
}
