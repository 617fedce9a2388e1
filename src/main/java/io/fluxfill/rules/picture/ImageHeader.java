package io.fluxfill.rules.picture;

/**
 * What the header of a picture says.
 *
 * @param format the format, told by the picture's bytes
 * @param width in pixels as stored, 1 at least
 * @param height in pixels as stored, 1 at least
 * @param alpha whether pixels can be transparent
 * @param turned whether an EXIF orientation asks viewers to turn the picture by 90 degrees, so that it is shown with
 *     width and height exchanged; only told for JPEG
 */
public record ImageHeader(PictureFormat format, int width, int height, boolean alpha, boolean turned) {

    /**
     * Reads the header of a PNG, JPEG or WebP picture.
     *
     * @param bytes any bytes; {@link HeaderReader#MAX_READS} of them are read at most, however many there are
     * @throws UnreadableHeader if the bytes are no such picture, its header is damaged, or goes on for too long
     */
    public static ImageHeader read(Bytes bytes) throws UnreadableHeader {
        HeaderReader reader = new HeaderReader(bytes);
        if (PngHeader.isPng(reader)) {
            return PngHeader.read(reader);
        }
        if (WebpHeader.isWebp(reader)) {
            return WebpHeader.read(reader);
        }
        return JpegHeader.read(reader);
    }

    /** How many pixels the picture has. */
    public long pixels() {
        return (long) width * height;
    }

    /** Width and height as people write them: {@code 768x512}. */
    public String size() {
        return width + "x" + height;
    }
}
