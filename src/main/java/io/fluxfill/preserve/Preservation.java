package io.fluxfill.preserve;

import io.fluxfill.picture.Rectangle;
import io.fluxfill.picture.png.PngColor;
import io.fluxfill.preserve.UnusablePictureException.Picture;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * One picture that is to come back whole: what of it to send, and how to put what comes back into it. The same picture, mask and
 * options give the same cut, so that whoever picks up a task later needs no more than these.
 */
public final class Preservation {
    /** Of a fill that BFL gives back: far more than its largest. */
    private static final long MOST_FILL_PIXELS = 64L * 1024 * 1024;

    /** At the edge of what is painted, the fill comes in over so much of the cut's longer side. */
    private static final int EDGE_SHARE = 256;

    private static final int SHORTEST_EDGE = 2;
    private static final int LONGEST_EDGE = 12;

    /** How much of the fill is seen at the very edge, of 255: with none, thin strokes would not be seen. */
    private static final int BEGINNING = 64;

    private final Original original;
    private final Mask mask;
    private final Inputs inputs;
    private final Rectangle painted;
    private final Cut cut;

    private Preservation(Original original, Mask mask, Inputs inputs, Rectangle painted) {
        this.original = original;
        this.mask = mask;
        this.inputs = inputs;
        this.painted = painted;
        this.cut = Cut.of(original.bounds().width(), original.bounds().height(), painted);
    }

    /**
     * Looks at a picture and its mask.
     *
     * @param image a PNG or JPEG file
     * @param mask a PNG or JPEG file of the size in which the image is shown; without it the image's alpha channel is the mask
     * @param mostPixels more are refused, of either
     * @throws UnusablePictureException if one of them cannot be used for this, or if nothing is painted
     */
    public static Preservation of(byte[] image, Optional<byte[]> mask, MaskOptions options, long mostPixels)
            throws UnusablePictureException {
        Original original = original(image, mostPixels);
        Mask painted = mask.isPresent()
                ? stored(MaskFile.read(mask.get(), mostPixels).painting(options), original)
                : MaskFile.ofAlpha(original).painting(options);
        Inputs inputs = new Inputs(image, mask, options);
        return new Preservation(original, painted, inputs, painted.bounds().orElseThrow());
    }

    private static Original original(byte[] image, long mostPixels) throws UnusablePictureException {
        try {
            return Original.of(image, mostPixels);
        } catch (IOException e) {
            throw new UnusablePictureException(Picture.IMAGE, "cannot be given back whole: " + e.getMessage());
        }
    }

    private static Mask stored(Mask shown, Original original) throws UnusablePictureException {
        Rectangle size = original.bounds();
        Orientation orientation = original.orientation();
        int width = orientation.exchanges() ? size.height() : size.width();
        int height = orientation.exchanges() ? size.width() : size.height();
        if (shown.width() != width || shown.height() != height) {
            throw new UnusablePictureException(
                    Picture.MASK,
                    "must have the size in which image is shown, " + width + "x" + height + ", but has " + shown.width()
                            + "x" + shown.height());
        }
        return new Mask(size.width(), size.height(), orientation.stored(shown.painted(), size, 1));
    }

    /** What it was made of. */
    public Inputs inputs() {
        return inputs;
    }

    /** What is to be sent in the place of the image: a PNG. */
    public byte[] sentImage() throws IOException {
        Rectangle part = cut.part();
        Rectangle inside = new Rectangle(
                part.x(),
                part.y(),
                Math.min(part.width(), original.bounds().width() - part.x()),
                Math.min(part.height(), original.bounds().height() - part.y()));
        byte[] rgb = extended(original.rgb(inside), inside, 3);
        byte[] sent = Scaler.smaller(rgb, part, 3, cut.width(), cut.height());
        return png(sent, PngColor.RGB);
    }

    /** What is to be sent in the place of the mask: a PNG. */
    public byte[] sentMask() throws IOException {
        Rectangle part = cut.part();
        byte[] plane = new byte[part.width() * part.height()];
        for (int y = 0; y < part.height(); y++) {
            for (int x = 0; x < part.width(); x++) {
                plane[y * part.width() + x] = (byte) mask.at(part.x() + x, part.y() + y);
            }
        }
        return png(Scaler.smaller(plane, part, 1, cut.width(), cut.height()), PngColor.GREY);
    }

    /** The size of the image, as it is stored. */
    public Rectangle size() {
        return original.bounds();
    }

    /** The size of what is sent, as it is stored. */
    public Rectangle sentSize() {
        return new Rectangle(0, 0, cut.width(), cut.height());
    }

    /** Which part of the image is painted, from 0 to 1. */
    public double share() {
        return mask.share();
    }

    /** The content type of what {@link #compose} writes. */
    public String contentType() {
        return original.contentType();
    }

    /**
     * Puts a fill into the picture and writes it, in the format that it has. Once only.
     *
     * @param fill the PNG or JPEG that BFL gave back for what was sent
     * @return the size in which it came
     * @throws io.fluxfill.picture.DamagedPictureException if the fill is none
     */
    public Rectangle compose(byte[] fill, OutputStream out) throws IOException {
        Original received = Original.of(fill, MOST_FILL_PIXELS);
        Rectangle shown = received.bounds();
        boolean exchanges = original.orientation().exchanges();
        Rectangle stored = exchanges ? new Rectangle(0, 0, shown.height(), shown.width()) : shown;
        Scaler scaler = new Scaler(
                original.orientation().stored(received.rgb(shown), stored, 3),
                stored.width(),
                stored.height(),
                cut.part().width(),
                cut.part().height());
        original.write(new Blend(mask, painted, weights(), cut.part(), scaler), out);
        return shown;
    }

    /**
     * How much of the fill is seen where something is painted: all of it, but for the edge. A mask that was softened has an edge of its
     * own.
     */
    private Mask weights() {
        if (inputs.options().feather() > 0) {
            byte[] full = new byte[painted.width() * painted.height()];
            Arrays.fill(full, (byte) 255);
            return new Mask(painted.width(), painted.height(), full);
        }
        int longer = Math.max(cut.part().width(), cut.part().height());
        int edge = Math.max(SHORTEST_EDGE, Math.min(longer / EDGE_SHARE, LONGEST_EDGE));
        Rectangle around = around(painted, edge);
        Mask means = mask.part(around).feathered(edge);
        byte[] weights = new byte[painted.width() * painted.height()];
        for (int y = 0; y < painted.height(); y++) {
            for (int x = 0; x < painted.width(); x++) {
                int mean = means.at(painted.x() - around.x() + x, painted.y() - around.y() + y);
                // At a straight edge half of the neighbours are painted: there it begins.
                weights[y * painted.width() + x] = (byte) Math.max(0, Math.min(255, 2 * mean - 255 + BEGINNING));
            }
        }
        return new Mask(painted.width(), painted.height(), weights);
    }

    private Rectangle around(Rectangle part, int pixels) {
        int x = Math.max(0, part.x() - pixels);
        int y = Math.max(0, part.y() - pixels);
        return new Rectangle(
                x,
                y,
                Math.min(mask.width(), part.right() + pixels) - x,
                Math.min(mask.height(), part.bottom() + pixels) - y);
    }

    /** Beyond the picture's right and lower edge, the edge goes on. */
    private byte[] extended(byte[] plane, Rectangle inside, int samples) {
        Rectangle part = cut.part();
        if (inside.equals(part)) {
            return plane;
        }
        byte[] extended = new byte[part.width() * part.height() * samples];
        for (int y = 0; y < part.height(); y++) {
            int from = Math.min(y, inside.height() - 1) * inside.width() * samples;
            int to = y * part.width() * samples;
            System.arraycopy(plane, from, extended, to, inside.width() * samples);
            for (int x = inside.width(); x < part.width(); x++) {
                System.arraycopy(plane, from + (inside.width() - 1) * samples, extended, to + x * samples, samples);
            }
        }
        return extended;
    }

    private byte[] png(byte[] stored, PngColor color) throws IOException {
        Rectangle size = sentSize();
        boolean exchanges = original.orientation().exchanges();
        return SentPng.of(
                original.orientation().shown(stored, size, color.samples()),
                exchanges ? size.height() : size.width(),
                exchanges ? size.width() : size.height(),
                color);
    }
}
