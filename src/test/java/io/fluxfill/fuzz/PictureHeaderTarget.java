package io.fluxfill.fuzz;

import io.fluxfill.rules.picture.Bytes;
import io.fluxfill.rules.picture.ImageHeader;
import io.fluxfill.rules.picture.UnreadableHeader;

/** Any bytes are a picture with a width and a height, or unreadable, and none is read beyond the end. */
public final class PictureHeaderTarget {

    private PictureHeaderTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        try {
            ImageHeader header = ImageHeader.read(new Checked(data));
            if (header.width() < 1 || header.height() < 1 || header.pixels() < 1) {
                throw new AssertionError("a picture without pixels: " + header);
            }
        } catch (UnreadableHeader unreadable) {
            // So it is told.
        }
    }

    private record Checked(byte[] data) implements Bytes {

        @Override
        public long size() {
            return data.length;
        }

        @Override
        public int at(long position) {
            return data[Math.toIntExact(position)] & 0xFF;
        }
    }
}
