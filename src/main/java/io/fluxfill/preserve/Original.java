package io.fluxfill.preserve;

import io.fluxfill.picture.DamagedPictureException;
import io.fluxfill.picture.Rectangle;
import java.io.IOException;
import java.io.OutputStream;

/** A picture into which a fill is put. Its sizes and places are those that it is stored in. */
sealed interface Original permits PngOriginal, JpegOriginal {

    /**
     * Reads as much of a file as is needed to know its size.
     *
     * @param mostPixels more are refused
     * @throws DamagedPictureException if it is of a kind into which no fill can be put
     */
    static Original of(byte[] file, long mostPixels) throws IOException {
        if (file.length > 2 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == 0xd8) {
            return JpegOriginal.of(file, mostPixels);
        }
        if (file.length > 3 && (file[0] & 0xff) == 0x89 && file[1] == 'P') {
            return PngOriginal.of(file, mostPixels);
        }
        throw new DamagedPictureException("only PNG and JPEG pictures can be given back whole");
    }

    /** Its size. */
    Rectangle bounds();

    /** How it is turned for those who look at it. */
    Orientation orientation();

    /** The content type of what {@link #write} writes. */
    String contentType();

    /**
     * Its pixels in eight bits.
     *
     * @return red, green and blue of each
     */
    byte[] rgb(Rectangle part) throws IOException;

    /** How much of each pixel can be seen through, where it has an alpha channel: 0 for none of it. */
    byte[] transparency() throws IOException;

    /** Writes the picture with something put into it, in the format that it has. */
    void write(Blend blend, OutputStream out) throws IOException;
}
