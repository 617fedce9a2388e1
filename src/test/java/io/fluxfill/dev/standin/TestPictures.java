package io.fluxfill.dev.standin;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Small pictures, drawn for tests. */
final class TestPictures {

    private TestPictures() {}

    /** A slope of colours with a white square in its middle. */
    static BufferedImage slopeWithSquare(int width, int height) {
        BufferedImage image = slope(width, height);
        for (int y = height / 3; y < 2 * height / 3; y++) {
            for (int x = width / 3; x < 2 * width / 3; x++) {
                image.setRGB(x, y, 0xFFFFFFFF);
            }
        }
        return image;
    }

    /** Colours that change evenly from left to right and from top to bottom. */
    static BufferedImage slope(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (40 + x) << 16 | (60 + y) << 8 | (200 - x));
            }
        }
        return image;
    }

    /** White in the middle, with a border around {@link #slopeWithSquare}'s square; black elsewhere. */
    static BufferedImage mask(int width, int height) {
        BufferedImage mask = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = mask.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(width / 3 - 2, height / 3 - 2, width / 3 + 5, height / 3 + 5);
        graphics.dispose();
        return mask;
    }

    /** The picture with the mask's white part made transparent. */
    static BufferedImage withHole(BufferedImage image, BufferedImage mask) {
        BufferedImage holed = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                boolean white = (mask.getRGB(x, y) & 0xFF) > 127;
                holed.setRGB(x, y, white ? 0 : image.getRGB(x, y) | 0xFF000000);
            }
        }
        return holed;
    }

    static String base64(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
