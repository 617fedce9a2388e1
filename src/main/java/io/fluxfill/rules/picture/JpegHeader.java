package io.fluxfill.rules.picture;

import static io.fluxfill.rules.picture.HeaderReader.demand;

/** The header of a JPEG, by annex B of <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81</a>. */
final class JpegHeader {
    private static final int TEM = 0x01;
    private static final int SOF0 = 0xC0;
    private static final int DHT = 0xC4;
    private static final int JPG = 0xC8;
    private static final int DAC = 0xCC;
    private static final int SOF15 = 0xCF;
    private static final int RST0 = 0xD0;
    private static final int RST7 = 0xD7;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP1 = 0xE1;

    private JpegHeader() {}

    /** Reads segment after segment up to the start of frame, which holds the size. */
    static ImageHeader read(HeaderReader reader) throws UnreadableHeader {
        demand(reader.u16(0) == 0xFFD8);
        boolean turned = false;
        long position = 2;
        while (true) {
            position = markerCode(reader, position);
            int marker = reader.u8(position++);
            if (isStandalone(marker)) {
                continue;
            }
            // A picture that ends, or whose pixels begin, before its frame has no size.
            demand(marker != EOI && marker != SOS);
            if (isStartOfFrame(marker)) {
                return frame(reader, position, turned);
            }
            int length = reader.u16(position);
            demand(length >= 2);
            if (marker == APP1) {
                turned |= Exif.isTurned(reader, position + 2);
            }
            position += length;
        }
    }

    /** Where the next marker's code is: behind any garbage, which decoders skip too, its FF and fill bytes, also FF. */
    private static long markerCode(HeaderReader reader, long position) throws UnreadableHeader {
        while (reader.u8(position) != 0xFF) {
            position++;
        }
        while (reader.u8(position) == 0xFF) {
            position++;
        }
        return position;
    }

    /** Whether a marker has no segment; a zero byte makes the FF before it data, thus garbage. */
    private static boolean isStandalone(int marker) {
        return marker == 0 || marker == TEM || marker >= RST0 && marker <= RST7;
    }

    private static boolean isStartOfFrame(int marker) {
        return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
    }

    private static ImageHeader frame(HeaderReader reader, long position, boolean turned) throws UnreadableHeader {
        int height = reader.u16(position + 3);
        int width = reader.u16(position + 5);
        // A height of zero means that it follows after the pixels, which next to nothing writes or reads.
        demand(width > 0 && height > 0);
        return new ImageHeader(PictureFormat.JPEG, width, height, false, turned);
    }
}
