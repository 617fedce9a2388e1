package io.fluxfill.rules.picture;

/** The orientation in a JPEG's EXIF data, by CIPA DC-008 (Exif 2.32), section 4.6. */
final class Exif {
    private static final int ORIENTATION = 0x0112;
    /** Far more than the first directory of a real picture has. */
    private static final int MAX_ENTRIES = 64;

    private Exif() {}

    /**
     * Whether the orientation is one of the four that exchange width and height. Damaged EXIF data has none, and does
     * not make the picture unreadable.
     *
     * @param start where an APP1 segment's data begins, EXIF or not
     */
    static boolean isTurned(HeaderReader reader, long start) {
        try {
            return reader.has(start, "Exif\0\0") && isTurnedInTiff(reader, start + 6);
        } catch (UnreadableHeader e) {
            return false;
        }
    }

    private static boolean isTurnedInTiff(HeaderReader reader, long tiff) throws UnreadableHeader {
        boolean littleEndian = reader.has(tiff, "II");
        long directory = tiff + (littleEndian ? reader.u32le(tiff + 4) : reader.u32(tiff + 4));
        int entries = Math.min(u16(reader, directory, littleEndian), MAX_ENTRIES);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (u16(reader, entry, littleEndian) == ORIENTATION) {
                int orientation = u16(reader, entry + 8, littleEndian);
                return orientation >= 5 && orientation <= 8;
            }
        }
        return false;
    }

    private static int u16(HeaderReader reader, long position, boolean littleEndian) throws UnreadableHeader {
        return littleEndian ? reader.u16le(position) : reader.u16(position);
    }
}
