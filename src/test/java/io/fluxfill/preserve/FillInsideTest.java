package io.fluxfill.preserve;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.picture.Rectangle;
import io.fluxfill.picture.png.PngColor;
import io.fluxfill.testing.Pictures;
import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is painted is the fill, measured against a composite by Java's own imaging: the fill enlarged by its bilinear filter, put into
 * the picture, and the result as its decoders read it.
 */
class FillInsideTest {
    private static final int WIDTH = 2400;
    private static final int HEIGHT = 1800;

    /** Inside of it all of the fill is seen. */
    private static final int EDGE = 12;

    @ParameterizedTest
    @CsvSource({
        // BFL had it in its own size; or smaller, and it is enlarged.
        "png, 300, 200",
        "png, 1300, 1000",
        "jpeg, 300, 200",
        "jpeg, 1300, 1000"
    })
    void inside_the_mask_the_picture_is_the_fill(String format, int across, int down) throws Exception {
        Rectangle painted = new Rectangle((WIDTH - across) / 2, (HEIGHT - down) / 2, across, down);
        Preservation preservation = Preservation.of(
                encoded(waves(WIDTH, HEIGHT, 90), format), Optional.of(mask(painted)), MaskOptions.NONE, 10_000_000);
        Rectangle sent = preservation.sentSize();
        BufferedImage fill = waves(sent.width(), sent.height(), 37);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        preservation.compose(encoded(fill, "png"), out);

        BufferedImage whole = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
        Cut cut = Cut.of(WIDTH, HEIGHT, painted);
        BufferedImage enlarged = enlarged(fill, cut.part());
        double squares = 0;
        int samples = 0;
        for (int y = painted.y() + EDGE; y < painted.bottom() - EDGE; y++) {
            for (int x = painted.x() + EDGE; x < painted.right() - EDGE; x++) {
                int is = whole.getRGB(x, y);
                int should = enlarged.getRGB(x - cut.part().x(), y - cut.part().y());
                for (int shift = 0; shift < 24; shift += 8) {
                    int difference = (is >> shift & 0xff) - (should >> shift & 0xff);
                    squares += difference * difference;
                    samples++;
                }
            }
        }
        assertThat(10 * Math.log10(255.0 * 255 * samples / squares)).isGreaterThan(45);
    }

    private static BufferedImage enlarged(BufferedImage fill, Rectangle part) {
        AffineTransform scale = AffineTransform.getScaleInstance(
                (double) part.width() / fill.getWidth(), (double) part.height() / fill.getHeight());
        BufferedImage enlarged = new BufferedImage(part.width(), part.height(), BufferedImage.TYPE_INT_RGB);
        return new AffineTransformOp(scale, AffineTransformOp.TYPE_BILINEAR).filter(fill, enlarged);
    }

    /** Colours that change as smoothly as those of a photograph's sky and walls. */
    private static BufferedImage waves(int width, int height, double length) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = (int) (128 + 90 * Math.sin(x / length));
                int green = (int) (128 + 90 * Math.sin((x + y) / (2 * length)));
                int blue = (int) (128 + 90 * Math.cos(y / length));
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return image;
    }

    private static byte[] mask(Rectangle painted) throws IOException {
        byte[] mask = new byte[WIDTH * HEIGHT];
        for (int y = painted.y(); y < painted.bottom(); y++) {
            for (int x = painted.x(); x < painted.right(); x++) {
                mask[y * WIDTH + x] = (byte) 255;
            }
        }
        return SentPng.of(mask, WIDTH, HEIGHT, PngColor.GREY);
    }

    private static byte[] encoded(BufferedImage image, String format) {
        if (format.equals("png")) {
            return Pictures.encoded(format, image, null);
        }
        JPEGImageWriteParam param = new JPEGImageWriteParam(Locale.ROOT);
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(0.95f);
        return Pictures.encoded(format, image, param);
    }
}
