package io.fluxfill.picture.jpeg;

import io.fluxfill.picture.Rectangle;

/** Puts new pixels into a picture: blocks in which one has changed are computed anew, with the file's own tables. */
public final class JpegPatch {
    private final JpegImage image;
    private final Rectangle part;
    private final byte[] rgb;
    private final byte[] changed;
    private final Dct dct = new Dct();

    private JpegPatch(JpegImage image, Rectangle part, byte[] rgb, byte[] changed) {
        this.image = image;
        this.part = part;
        this.rgb = rgb;
        this.changed = changed;
    }

    /**
     * The smallest part that holds another and consists of whole units of a picture: that is what {@link #apply} takes.
     *
     * @param inner must not be empty
     */
    public static Rectangle units(JpegImage image, Rectangle inner) {
        int across = 8 * image.mostHorizontal();
        int down = 8 * image.mostVertical();
        int x = inner.x() / across * across;
        int y = inner.y() / down * down;
        int right = Math.min(image.width(), (inner.right() + across - 1) / across * across);
        int bottom = Math.min(image.height(), (inner.bottom() + down - 1) / down * down);
        return new Rectangle(x, y, right - x, bottom - y);
    }

    /**
     * Changes a picture.
     *
     * @param part whole units of it, as {@link #units} gives them
     * @param rgb the pixels of that part, those that stay as they are as well
     * @param changed a byte for each of them: 0 where it stays
     */
    public static void apply(JpegImage image, Rectangle part, byte[] rgb, byte[] changed) {
        new JpegPatch(image, part, rgb, changed).apply();
    }

    private void apply() {
        for (int i = 0; i < image.components().size(); i++) {
            JpegComponent component = image.components().get(i);
            int across = image.mostHorizontal() / component.horizontal();
            int down = image.mostVertical() / component.vertical();
            for (int y = part.y() / (8 * down); y * 8 * down < part.bottom(); y++) {
                for (int x = part.x() / (8 * across); x * 8 * across < part.right(); x++) {
                    Rectangle block = new Rectangle(x * 8 * across, y * 8 * down, 8 * across, 8 * down);
                    if (isChanged(block)) {
                        encode(i, component, block, across, down);
                    }
                }
            }
        }
    }

    private boolean isChanged(Rectangle block) {
        for (int y = block.y(); y < Math.min(block.bottom(), part.bottom()); y++) {
            for (int x = block.x(); x < Math.min(block.right(), part.right()); x++) {
                if (changed[(y - part.y()) * part.width() + x - part.x()] != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private void encode(int number, JpegComponent component, Rectangle block, int across, int down) {
        int[] samples = new int[64];
        for (int i = 0; i < 64; i++) {
            int sum = 0;
            for (int v = 0; v < down; v++) {
                for (int h = 0; h < across; h++) {
                    sum += sample(number, block.x() + i % 8 * across + h, block.y() + i / 8 * down + v);
                }
            }
            samples[i] = (sum + across * down / 2) / (across * down);
        }
        int at = component.at(block.x() / block.width(), block.y() / block.height());
        dct.forward(samples, component.quantization(), component.coefficients(), at);
    }

    /** Of a component at a pixel; the pixels at the picture's edges go on outside. */
    private int sample(int number, int x, int y) {
        int column = Math.min(x, part.right() - 1) - part.x();
        int row = Math.min(y, part.bottom() - 1) - part.y();
        int at = 3 * (row * part.width() + column);
        int red = rgb[at] & 0xff;
        int green = rgb[at + 1] & 0xff;
        int blue = rgb[at + 2] & 0xff;
        if (image.color() == JpegColor.RGB) {
            return number == 0 ? red : number == 1 ? green : blue;
        }
        return switch (number) {
            case 0 -> 19595 * red + 38470 * green + 7471 * blue + 32768 >> 16;
            case 1 -> -11058 * red - 21710 * green + 32768 * blue + (128 << 16) + 32767 >> 16;
            default -> 32768 * red - 27439 * green - 5329 * blue + (128 << 16) + 32767 >> 16;
        };
    }
}
