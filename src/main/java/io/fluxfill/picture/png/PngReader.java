package io.fluxfill.picture.png;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fluxfill.picture.DamagedPictureException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a picture row by row, from top to bottom. Two rows are held, and of an interlaced picture all of it.
 *
 * <pre>{@code
 * try (PngReader png = PngReader.open(file, 50_000_000)) {
 *     byte[] row = new byte[png.info().rowBytes()];
 *     for (int y = 0; y < png.info().height(); y++) {
 *         png.readRow(row);
 *     }
 * }
 * }</pre>
 */
public final class PngReader implements AutoCloseable {
    private static final long SIGNATURE = 0x89504e470d0a1a0aL;
    private static final String PICTURE = "IDAT";

    /** Of all chunks before the picture together. Colour profiles have some megabytes at most. */
    private static final int LONGEST_CHUNKS = 16 * 1024 * 1024;

    private static final int BUFFER = 16 * 1024;
    private static final int LONGEST_PALETTE = 768;

    private final DataInputStream in;
    private final CRC32 crc = new CRC32();
    private final Inflater inflater = new Inflater();
    private final byte[] buffer = new byte[BUFFER];
    private final PngInfo info;
    private final byte[] rest;
    private byte[] row;
    private byte[] above;
    private int filter;
    private int left;
    private byte[] whole;
    private int y;

    private PngReader(DataInputStream in, long mostPixels) throws IOException {
        this.in = in;
        if (in.readLong() != SIGNATURE) {
            throw new DamagedPictureException("it is no PNG");
        }
        PngChunk header = chunk(in.readInt(), true);
        this.info = info(header, mostPixels);
        this.rest = new byte[info.rowBytes() + 1];
        this.row = new byte[info.rowBytes()];
        this.above = new byte[info.rowBytes()];
    }

    /**
     * Reads all that stands before the picture.
     *
     * @param mostPixels more are refused
     * @throws DamagedPictureException if it is no PNG, or a damaged one
     */
    public static PngReader open(InputStream in, long mostPixels) throws IOException {
        try {
            return new PngReader(new DataInputStream(in), mostPixels);
        } catch (EOFException e) {
            throw new DamagedPictureException("the file ends before the picture");
        }
    }

    /** What the file says of its picture. */
    public PngInfo info() {
        return info;
    }

    /** The filter that the last row had in the file. */
    int filter() {
        return filter;
    }

    /**
     * Reads the next row.
     *
     * @param samples is filled with its samples, packed as in the file
     * @throws DamagedPictureException if there is no whole one
     */
    public void readRow(byte[] samples) throws IOException {
        try {
            if (info.interlaced()) {
                if (whole == null) {
                    whole = Adam7.read(this, info);
                }
                System.arraycopy(whole, y * info.rowBytes(), samples, 0, info.rowBytes());
            } else {
                nextRow(info.rowBytes());
                System.arraycopy(row, 0, samples, 0, info.rowBytes());
            }
            y++;
        } catch (EOFException e) {
            throw new DamagedPictureException("the file ends in the middle of the picture");
        }
    }

    /**
     * Reads what comes after the last row.
     *
     * @return the chunks behind the picture: texts, times
     * @throws DamagedPictureException if the file does not end as one should
     */
    public List<PngChunk> readEnd() throws IOException {
        try {
            while (left > 0) {
                int read = in.read(buffer, 0, Math.min(left, BUFFER));
                if (read < 0) {
                    throw new EOFException();
                }
                crc.update(buffer, 0, read);
                left -= read;
            }
            checkCrc();
            return behind();
        } catch (EOFException e) {
            throw new DamagedPictureException("the file ends before its end mark");
        }
    }

    private List<PngChunk> behind() throws IOException {
        List<PngChunk> chunks = new ArrayList<>();
        int room = LONGEST_CHUNKS;
        while (true) {
            int length = length(in.readInt());
            crc.reset();
            String type = type();
            boolean picture = type.equals(PICTURE);
            room -= picture ? 0 : length;
            if (room < 0) {
                throw new DamagedPictureException("there is too much behind the picture");
            }
            byte[] data = data(length, type, Character.isUpperCase(type.charAt(0)));
            if (type.equals("IEND")) {
                return chunks;
            }
            if (data != null && !picture) {
                chunks.add(new PngChunk(type, data));
            }
        }
    }

    /** The next row of the file, which has so many bytes. It is overwritten by the one after the next. */
    byte[] nextRow(int length) throws IOException {
        byte[] swap = above;
        above = row;
        row = swap;
        inflate(rest, 1);
        inflate(row, length);
        filter = rest[0];
        PngFilter.undo(filter, row, above, length, info.step());
        return row;
    }

    /** The next row of the file is the first of a picture of its own. */
    void beginPass() {
        row = new byte[info.rowBytes()];
    }

    @Override
    public void close() {
        inflater.end();
    }

    private void inflate(byte[] to, int length) throws IOException {
        try {
            for (int done = 0; done < length; ) {
                int more = inflater.inflate(to, done, length - done);
                done += more;
                if (more == 0) {
                    if (inflater.finished() || inflater.needsDictionary()) {
                        throw new DamagedPictureException("the file ends in the middle of the picture");
                    }
                    refill();
                }
            }
        } catch (DataFormatException e) {
            throw new DamagedPictureException("the compressed picture is damaged");
        }
    }

    private void refill() throws IOException {
        while (left == 0) {
            checkCrc();
            left = length(in.readInt());
            crc.reset();
            String type = type();
            if (!type.equals(PICTURE)) {
                throw new DamagedPictureException("the file ends in the middle of the picture");
            }
        }
        int read = in.read(buffer, 0, Math.min(left, BUFFER));
        if (read < 0) {
            throw new EOFException();
        }
        crc.update(buffer, 0, read);
        left -= read;
        inflater.setInput(buffer, 0, read);
    }

    private PngInfo info(PngChunk header, long mostPixels) throws IOException {
        if (!header.type().equals("IHDR") || header.data().length != 13) {
            throw new DamagedPictureException("its header is damaged");
        }
        DataInputStream fields = new DataInputStream(new ByteArrayInputStream(header.data()));
        int width = fields.readInt();
        int height = fields.readInt();
        int depth = fields.read();
        PngColor color = color(fields.read(), depth);
        boolean plain = fields.read() == 0 & fields.read() == 0;
        int interlace = fields.read();
        if (width <= 0 || height <= 0 || !plain || interlace > 1) {
            throw new DamagedPictureException("its header is damaged");
        }
        if ((long) width * height > mostPixels) {
            throw new DamagedPictureException("it has more than " + mostPixels + " pixels");
        }
        return new PngInfo(width, height, depth, color, interlace == 1, chunks(color));
    }

    private static PngColor color(int code, int depth) throws DamagedPictureException {
        for (PngColor color : PngColor.values()) {
            if (color.code() == code && color.mayHave(depth)) {
                return color;
            }
        }
        throw new DamagedPictureException("its header is damaged");
    }

    /** Those up to the picture. */
    private List<PngChunk> chunks(PngColor color) throws IOException {
        List<PngChunk> chunks = new ArrayList<>();
        int room = LONGEST_CHUNKS;
        boolean palette = false;
        while (true) {
            int length = length(in.readInt());
            crc.reset();
            String type = type();
            if (type.equals(PICTURE)) {
                left = length;
                break;
            }
            boolean critical = Character.isUpperCase(type.charAt(0));
            if (type.equals("IEND") || type.equals("IHDR") || critical && !type.equals("PLTE")) {
                throw new DamagedPictureException("there is no picture in it");
            }
            room -= length;
            if (room < 0) {
                throw new DamagedPictureException("there is too much before the picture");
            }
            byte[] data = data(length, type, critical);
            if (type.equals("PLTE")) {
                if (palette || length == 0 || length % 3 != 0 || length > LONGEST_PALETTE) {
                    throw new DamagedPictureException("its palette is damaged");
                }
                palette = true;
            }
            if (data != null) {
                chunks.add(new PngChunk(type, data));
            }
        }
        if (color == PngColor.PALETTE && !palette) {
            throw new DamagedPictureException("its palette is missing");
        }
        return chunks;
    }

    private PngChunk chunk(int length, boolean critical) throws IOException {
        crc.reset();
        String type = type();
        return new PngChunk(type, data(length(length), type, critical));
    }

    private String type() throws IOException {
        byte[] type = new byte[4];
        in.readFully(type);
        crc.update(type);
        for (byte letter : type) {
            if (!Character.isLetter(letter) || letter < 0) {
                throw new DamagedPictureException("a part of it is damaged");
            }
        }
        return new String(type, ISO_8859_1);
    }

    /** A chunk's content, or null where it is damaged and the picture can do without it. */
    private byte[] data(int length, String type, boolean critical) throws IOException {
        if (length > LONGEST_CHUNKS) {
            throw new DamagedPictureException("there is too much before the picture");
        }
        byte[] data = in.readNBytes(length);
        if (data.length < length) {
            throw new EOFException();
        }
        crc.update(data);
        if (in.readInt() == (int) crc.getValue()) {
            return data;
        }
        if (critical) {
            throw new DamagedPictureException("its part " + type + " is damaged");
        }
        return null;
    }

    private void checkCrc() throws IOException {
        if (in.readInt() != (int) crc.getValue()) {
            throw new DamagedPictureException("the compressed picture is damaged");
        }
    }

    private static int length(int length) throws DamagedPictureException {
        if (length < 0) {
            throw new DamagedPictureException("a part of it is damaged");
        }
        return length;
    }
}
