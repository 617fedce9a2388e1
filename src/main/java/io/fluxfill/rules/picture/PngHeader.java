package io.fluxfill.rules.picture;

import static io.fluxfill.rules.picture.HeaderReader.demand;

import java.util.Set;

/** The header of a PNG picture, by the <a href="https://www.w3.org/TR/png-3/">PNG specification</a>. */
final class PngHeader {
    private static final String SIGNATURE = "\u0089PNG\r\n\u001A\n";
    private static final int GREY = 0;
    private static final int COLOUR = 2;
    private static final int PALETTE = 3;
    private static final int GREY_WITH_ALPHA = 4;
    private static final int COLOUR_WITH_ALPHA = 6;

    private static final long IDAT = 0x49444154;
    private static final long TRNS = 0x74524E53;

    private PngHeader() {}

    static boolean isPng(HeaderReader reader) throws UnreadableHeader {
        return reader.has(0, SIGNATURE);
    }

    static ImageHeader read(HeaderReader reader) throws UnreadableHeader {
        demand(reader.u32(8) == 13 && reader.has(12, "IHDR"));
        long width = reader.u32(16);
        long height = reader.u32(20);
        int colourType = reader.u8(25);
        demand(isSize(width) && isSize(height) && bitDepths(colourType).contains(reader.u8(24)));
        // Compression and filter have one method each, and interlacing has two.
        demand(reader.u16(26) == 0 && reader.u8(28) <= 1);
        boolean alpha = colourType == GREY_WITH_ALPHA || colourType == COLOUR_WITH_ALPHA || hasTransparency(reader);
        return new ImageHeader(PictureFormat.PNG, (int) width, (int) height, alpha, false);
    }

    private static boolean isSize(long pixels) {
        return pixels >= 1 && pixels <= Integer.MAX_VALUE;
    }

    private static Set<Integer> bitDepths(int colourType) {
        return switch (colourType) {
            case GREY -> Set.of(1, 2, 4, 8, 16);
            case PALETTE -> Set.of(1, 2, 4, 8);
            case COLOUR, GREY_WITH_ALPHA, COLOUR_WITH_ALPHA -> Set.of(8, 16);
            default -> Set.of();
        };
    }

    /** Whether there is a tRNS chunk, which makes palette entries or one colour transparent; it precedes the pixels. */
    private static boolean hasTransparency(HeaderReader reader) throws UnreadableHeader {
        long chunk = 33;
        long type = reader.u32(chunk + 4);
        while (type != IDAT && type != TRNS) {
            chunk += 12 + reader.u32(chunk);
            type = reader.u32(chunk + 4);
        }
        return type == TRNS;
    }
}
