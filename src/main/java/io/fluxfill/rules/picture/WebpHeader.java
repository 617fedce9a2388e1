package io.fluxfill.rules.picture;

import static io.fluxfill.rules.picture.HeaderReader.demand;

/** The header of a WebP picture, by <a href="https://www.rfc-editor.org/rfc/rfc9649">RFC 9649</a>. */
final class WebpHeader {
    /** Where the first chunk's data begins. */
    private static final int DATA = 20;

    private static final int SIZE_BITS = 14;
    private static final int SIZE_MASK = (1 << SIZE_BITS) - 1;

    private WebpHeader() {}

    static boolean isWebp(HeaderReader reader) throws UnreadableHeader {
        return reader.has(0, "RIFF") && reader.has(8, "WEBP");
    }

    static ImageHeader read(HeaderReader reader) throws UnreadableHeader {
        if (reader.has(12, "VP8 ")) {
            return lossy(reader);
        }
        if (reader.has(12, "VP8L")) {
            return lossless(reader);
        }
        demand(reader.has(12, "VP8X"));
        return extended(reader);
    }

    /** A VP8 key frame, by section 9.1 of RFC 6386; the two upper bits of each size are a scale for showing it. */
    private static ImageHeader lossy(HeaderReader reader) throws UnreadableHeader {
        boolean keyFrame = (reader.u8(DATA) & 1) == 0;
        demand(keyFrame && reader.has(DATA + 3, "\u009D\u0001\u002A"));
        int width = reader.u16le(DATA + 6) & SIZE_MASK;
        int height = reader.u16le(DATA + 8) & SIZE_MASK;
        demand(width > 0 && height > 0);
        return new ImageHeader(PictureFormat.WEBP, width, height, false, false);
    }

    /** A VP8L stream, by section 3.4 of RFC 9649: a signature, two sizes less one, the use of alpha, and version 0. */
    private static ImageHeader lossless(HeaderReader reader) throws UnreadableHeader {
        demand(reader.u8(DATA) == 0x2F);
        long bits = reader.u32le(DATA + 1);
        int width = (int) (bits & SIZE_MASK) + 1;
        int height = (int) (bits >> SIZE_BITS & SIZE_MASK) + 1;
        boolean alpha = (bits >> 2 * SIZE_BITS & 1) == 1;
        demand(bits >> 2 * SIZE_BITS + 1 == 0);
        return new ImageHeader(PictureFormat.WEBP, width, height, alpha, false);
    }

    /** The VP8X chunk, by section 2.7 of RFC 9649: flags and the sizes of the canvas less one. */
    private static ImageHeader extended(HeaderReader reader) throws UnreadableHeader {
        boolean alpha = (reader.u8(DATA) & 0x10) != 0;
        int width = reader.u24le(DATA + 4) + 1;
        int height = reader.u24le(DATA + 7) + 1;
        return new ImageHeader(PictureFormat.WEBP, width, height, alpha, false);
    }
}
