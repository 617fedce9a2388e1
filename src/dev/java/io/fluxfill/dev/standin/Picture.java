package io.fluxfill.dev.standin;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * A decoded picture.
 *
 * @param width in pixels
 * @param height in pixels
 * @param argb one value a pixel, row by row, not premultiplied
 * @param hasAlpha whether the picture came with an alpha channel
 */
record Picture(int width, int height, int[] argb, boolean hasAlpha) {

    /** The pixels that a mask wants painted: its white half. */
    boolean[] whitePart() {
        boolean[] part = new boolean[argb.length];
        for (int i = 0; i < argb.length; i++) {
            int red = argb[i] >> 16 & 0xFF;
            int green = argb[i] >> 8 & 0xFF;
            int blue = argb[i] & 0xFF;
            part[i] = 299 * red + 587 * green + 114 * blue >= 128_000;
        }
        return part;
    }

    /** The pixels that a picture without a mask wants painted: its transparent half. */
    boolean[] transparentPart() {
        boolean[] part = new boolean[argb.length];
        for (int i = 0; i < argb.length; i++) {
            part[i] = argb[i] >>> 24 < 128;
        }
        return part;
    }

    /** The same picture at another size. */
    Picture scaledTo(int otherWidth, int otherHeight) {
        if (otherWidth == width && otherHeight == height) {
            return this;
        }
        BufferedImage original = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        original.setRGB(0, 0, width, height, argb, 0, width);
        BufferedImage scaled = new BufferedImage(otherWidth, otherHeight, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(original, 0, 0, otherWidth, otherHeight, null);
        graphics.dispose();
        int[] pixels = scaled.getRGB(0, 0, otherWidth, otherHeight, null, 0, otherWidth);
        return new Picture(otherWidth, otherHeight, pixels, hasAlpha);
    }

    boolean hasSizeOf(Picture other) {
        return width == other.width && height == other.height;
    }
}
