package io.fluxfill.picture.png;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes a picture row by row, from top to bottom. Two rows are held. */
public final class PngWriter implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    /** Half of the time of the default, for files that are a tenth larger. */
    private static final int LEVEL = 4;

    /** Those that are worth trying on samples of a byte or more; nothing helps smaller ones. */
    private static final int[] FILTERS = {PngFilter.SUB, PngFilter.UP, PngFilter.PAETH};

    private final DataOutputStream out;
    private final PngInfo info;
    private final Deflater deflater = new Deflater(LEVEL);
    private final byte[] buffer = new byte[BUFFER];
    private byte[] above;
    private byte[] filtered;
    private byte[] best;

    /**
     * Writes all that comes before the picture.
     *
     * @param info the picture's; it is not written interlaced
     */
    public PngWriter(OutputStream out, PngInfo info) throws IOException {
        this.out = new DataOutputStream(out);
        this.info = info;
        this.above = new byte[info.rowBytes()];
        this.filtered = new byte[info.rowBytes()];
        this.best = new byte[info.rowBytes()];
        this.out.writeLong(0x89504e470d0a1a0aL);
        chunk("IHDR", header());
        for (PngChunk chunk : info.chunks()) {
            chunk(chunk.type(), chunk.data());
        }
    }

    /**
     * Writes the next row.
     *
     * @param samples packed as {@link PngReader#readRow} gives them
     */
    public void writeRow(byte[] samples) throws IOException {
        int filter = PngFilter.NONE;
        if (info.depth() < 8 || info.color() == PngColor.PALETTE) {
            System.arraycopy(samples, 0, best, 0, info.rowBytes());
        } else {
            filter = filter(samples);
        }
        deflate(new byte[] {(byte) filter}, 1);
        deflate(best, info.rowBytes());
        System.arraycopy(samples, 0, above, 0, info.rowBytes());
    }

    /**
     * Writes what comes after the last row. The stream stays open.
     *
     * @param behind chunks to be written behind the picture
     */
    public void end(List<PngChunk> behind) throws IOException {
        deflater.finish();
        while (!deflater.finished()) {
            flush();
        }
        for (PngChunk chunk : behind) {
            chunk(chunk.type(), chunk.data());
        }
        chunk("IEND", new byte[0]);
        out.flush();
    }

    @Override
    public void close() {
        deflater.end();
    }

    /** By the rule of thumb that the smallest differences compress best; the row filtered by it is in {@link #best}. */
    private int filter(byte[] samples) {
        int chosen = PngFilter.NONE;
        long least = Long.MAX_VALUE;
        for (int filter : FILTERS) {
            long sum = PngFilter.apply(filter, samples, above, filtered, info.rowBytes(), info.step());
            if (sum < least) {
                least = sum;
                chosen = filter;
                byte[] swap = best;
                best = filtered;
                filtered = swap;
            }
        }
        return chosen;
    }

    private void deflate(byte[] bytes, int length) throws IOException {
        deflater.setInput(bytes, 0, length);
        while (!deflater.needsInput()) {
            flush();
        }
    }

    private void flush() throws IOException {
        int length = deflater.deflate(buffer);
        if (length > 0) {
            chunk("IDAT", length == BUFFER ? buffer : Arrays.copyOf(buffer, length));
        }
    }

    private byte[] header() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(bytes);
        header.writeInt(info.width());
        header.writeInt(info.height());
        header.write(info.depth());
        header.write(info.color().code());
        header.write(new byte[3]);
        return bytes.toByteArray();
    }

    private void chunk(String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
