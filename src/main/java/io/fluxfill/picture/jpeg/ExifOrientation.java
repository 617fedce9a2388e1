package io.fluxfill.picture.jpeg;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The orientation in EXIF data.
 *
 * @see "Exif 2.32 (CIPA DC-008), 4.6.4"
 */
final class ExifOrientation {
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
    private static final int ORIENTATION = 0x0112;
    private static final int ENTRY_BYTES = 12;

    private ExifOrientation() {}

    /** Its number in a segment, 1 to 8; 0 where there is none, or where the data are damaged. */
    static int in(byte[] segment) {
        if (segment.length < EXIF.length
                || !ByteBuffer.wrap(segment, 0, EXIF.length).equals(ByteBuffer.wrap(EXIF))) {
            return 0;
        }
        try {
            ByteBuffer tiff = ByteBuffer.wrap(segment, EXIF.length, segment.length - EXIF.length)
                    .slice();
            tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            tiff.position(tiff.getInt(4));
            int entries = tiff.getShort() & 0xffff;
            for (int i = 0; i < entries; i++) {
                int entry = tiff.position();
                if ((tiff.getShort() & 0xffff) == ORIENTATION) {
                    int number = tiff.getShort(entry + 8) & 0xffff;
                    return number <= 8 ? number : 0;
                }
                tiff.position(entry + ENTRY_BYTES);
            }
            return 0;
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException damaged) {
            return 0;
        }
    }
}
