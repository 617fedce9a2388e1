package io.fluxfill.rules.picture;

/** Bytes that count how often they are read, and insist on being read inside their bounds. */
final class CountedBytes implements Bytes {
    private final byte[] bytes;
    private int reads;

    CountedBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public int at(long position) {
        reads++;
        return bytes[Math.toIntExact(position)] & 0xFF;
    }

    int reads() {
        return reads;
    }
}
