package io.fluxfill.rules.picture;

/** Bytes that can be read at any place. */
public interface Bytes {

    /** How many bytes there are. */
    long size();

    /**
     * One byte.
     *
     * @param position where, from 0 to {@link #size()} exclusive
     * @return the byte, 0 to 255
     */
    int at(long position);
}
