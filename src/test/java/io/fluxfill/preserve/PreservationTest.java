package io.fluxfill.preserve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxfill.picture.Rectangle;
import io.fluxfill.picture.jpeg.JpegComponent;
import io.fluxfill.picture.jpeg.JpegImage;
import io.fluxfill.picture.jpeg.JpegReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures come back whole, as ImageIO sees them. */
class PreservationTest {
    private static final long MOST_PIXELS = 20_000_000;

    @ParameterizedTest
    @CsvSource({
        "60, 40, 10, 10, 20, 15",
        "401, 303, 0, 0, 5, 5",
        "401, 303, 390, 290, 11, 13",
        "1600, 500, 700, 100, 90, 80",
        "1500, 1700, 1, 1, 1490, 1690"
    })
    void a_png_keeps_every_pixel_that_is_not_painted_and_shows_the_fill_where_it_is(
            int width, int height, int x, int y, int across, int down) throws Exception {
        BufferedImage image = noise(width, height, BufferedImage.TYPE_INT_RGB);
        Preservation preservation = preserving(png(image), png(box(width, height, x, y, across, down)));

        BufferedImage whole = ImageIO.read(new ByteArrayInputStream(filled(preservation, Color.ORANGE)));

        assertThat(whole.getWidth()).isEqualTo(width);
        assertThat(whole.getHeight()).isEqualTo(height);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                boolean painted = column >= x && column < x + across && row >= y && row < y + down;
                if (!painted) {
                    assertThat(whole.getRGB(column, row)).isEqualTo(image.getRGB(column, row));
                }
            }
        }
        assertThat(whole.getRGB(x + across / 2, y + down / 2)).isEqualTo(Color.ORANGE.getRGB());
    }

    @ParameterizedTest
    @CsvSource({"64, 48", "100, 75", "33, 31"})
    void a_jpeg_keeps_the_coefficients_of_every_block_that_is_not_painted(int width, int height) throws Exception {
        byte[] file = jpeg(noise(width, height, BufferedImage.TYPE_INT_RGB));
        Preservation preservation = preserving(file, png(box(width, height, 18, 9, 7, 4)));

        JpegImage whole = read(filled(preservation, Color.ORANGE));

        JpegImage before = read(file);
        for (int i = 0; i < 3; i++) {
            JpegComponent component = whole.components().get(i);
            int size = 8 * 2 / component.horizontal();
            int differing = 0;
            for (int block = 0; block < component.coefficients().length; block += 64) {
                int column = block / 64 % component.blocksAcross();
                int row = block / 64 / component.blocksAcross();
                Rectangle pixels = new Rectangle(column * size, row * size, size, size);
                boolean touched = pixels.x() < 25 && pixels.right() > 18 && pixels.y() < 13 && pixels.bottom() > 9;
                short[] now = Arrays.copyOfRange(component.coefficients(), block, block + 64);
                short[] then = Arrays.copyOfRange(before.components().get(i).coefficients(), block, block + 64);
                if (!touched) {
                    assertThat(now).isEqualTo(then);
                }
                differing += Arrays.equals(now, then) ? 0 : 1;
            }
            assertThat(differing).isPositive();
        }
    }

    /** The upper left corner, as it is seen, and where it is stored. */
    @ParameterizedTest
    @CsvSource({"1, 4, 4", "2, 60, 4", "3, 60, 28", "4, 4, 28", "5, 4, 4", "6, 4, 28", "7, 60, 28", "8, 60, 4"})
    void a_turned_photo_is_sent_upright_and_painted_where_it_is_seen(int orientation, int x, int y) throws Exception {
        byte[] turned = withOrientation(jpeg(plain(64, 32, Color.GRAY)), orientation);
        boolean exchanged = orientation > 4;
        int width = exchanged ? 32 : 64;
        int height = exchanged ? 64 : 32;
        Preservation preservation = preserving(turned, png(box(width, height, 0, 0, 16, 16)));

        BufferedImage sent = ImageIO.read(new ByteArrayInputStream(preservation.sentImage()));
        BufferedImage mask = ImageIO.read(new ByteArrayInputStream(preservation.sentMask()));
        BufferedImage stored = ImageIO.read(new ByteArrayInputStream(filled(preservation, Color.WHITE)));

        assertThat(sent.getWidth()).isEqualTo(width);
        assertThat(mask.getRGB(2, 2)).isEqualTo(Color.WHITE.getRGB());
        assertThat(mask.getRGB(20, 20)).isEqualTo(Color.BLACK.getRGB());
        assertThat(new Color(stored.getRGB(x, y)).getRed()).isGreaterThan(240);
        assertThat(new Color(stored.getRGB(32, 16)).getRed()).isBetween(120, 136);
    }

    @Test
    void a_fill_that_comes_back_smaller_is_scaled_to_its_place() throws Exception {
        BufferedImage image = plain(1500, 300, Color.BLUE);
        Preservation preservation = preserving(png(image), png(box(1500, 300, 10, 10, 1480, 280)));
        assertThat(preservation.sentSize()).isEqualTo(new Rectangle(0, 0, 1440, 320));

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Rectangle received = preservation.compose(png(plain(720, 160, Color.RED)), out);

        assertThat(received).isEqualTo(new Rectangle(0, 0, 720, 160));
        BufferedImage whole = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
        assertThat(whole.getRGB(750, 150)).isEqualTo(Color.RED.getRGB());
        assertThat(whole.getRGB(5, 5)).isEqualTo(Color.BLUE.getRGB());
    }

    @Test
    void an_alpha_channel_is_the_mask_where_there_is_none() throws Exception {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.GREEN);
        pen.fillRect(0, 0, 64, 20);
        Preservation preservation = Preservation.of(png(image), Optional.empty(), MaskOptions.NONE, MOST_PIXELS);

        BufferedImage whole = ImageIO.read(new ByteArrayInputStream(filled(preservation, Color.RED)));

        assertThat(whole.getRGB(32, 10)).isEqualTo(Color.GREEN.getRGB());
        assertThat(whole.getRGB(32, 40)).isEqualTo(Color.RED.getRGB());
    }

    @Test
    void a_mask_is_inverted_then_grown_then_feathered() throws Exception {
        byte[] image = png(plain(128, 128, Color.BLUE));
        byte[] black = png(box(128, 128, 0, 0, 60, 128));

        byte[] sent = Preservation.of(image, Optional.of(black), new MaskOptions(true, 10, 0), MOST_PIXELS)
                .sentMask();

        BufferedImage mask = ImageIO.read(new ByteArrayInputStream(sent));
        assertThat(new Color(mask.getRGB(49, 64)).getRed()).isZero();
        assertThat(new Color(mask.getRGB(50, 64)).getRed()).isEqualTo(255);
    }

    @Test
    void what_cannot_be_done_is_told_with_the_picture_that_it_is_about() throws Exception {
        byte[] image = png(plain(16, 16, Color.BLUE));
        byte[] webp = "RIFF....WEBP".getBytes(US_ASCII);

        assertThatThrownBy(() -> preserving(webp, png(box(16, 16, 1, 1, 2, 2))))
                .isInstanceOf(UnusablePictureException.class)
                .hasMessage("cannot be given back whole: only PNG and JPEG pictures can be given back whole");
        assertThatThrownBy(() -> preserving(image, png(box(16, 17, 1, 1, 2, 2))))
                .hasMessage("must have the size in which image is shown, 16x16, but has 16x17");
        assertThatThrownBy(() -> preserving(image, png(box(16, 16, 1, 1, 0, 0))))
                .hasMessage("paints nothing: what is painted must be white, and it is black all over");
    }

    private static Preservation preserving(byte[] image, byte[] mask) throws UnusablePictureException {
        return Preservation.of(image, Optional.of(mask), MaskOptions.NONE, MOST_PIXELS);
    }

    /** The picture with one colour as its fill, in the size that was sent. */
    private static byte[] filled(Preservation preservation, Color color) throws IOException {
        BufferedImage sent = ImageIO.read(new ByteArrayInputStream(preservation.sentImage()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        preservation.compose(png(plain(sent.getWidth(), sent.getHeight(), color)), out);
        return out.toByteArray();
    }

    private static JpegImage read(byte[] file) throws IOException {
        return JpegReader.read(new ByteArrayInputStream(file), MOST_PIXELS);
    }

    private static BufferedImage noise(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Random random = new Random(9);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt(0x1000000));
            }
        }
        return image;
    }

    private static BufferedImage plain(int width, int height, Color color) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(color);
        pen.fillRect(0, 0, width, height);
        return image;
    }

    /** White where it is painted. */
    private static BufferedImage box(int width, int height, int x, int y, int across, int down) {
        BufferedImage mask = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = mask.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(x, y, across, down);
        return mask;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        return file(image, "png");
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        return file(image, "jpeg");
    }

    private static byte[] file(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] segment = {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        byte[] file = new byte[jpeg.length + segment.length];
        System.arraycopy(jpeg, 0, file, 0, 2);
        System.arraycopy(segment, 0, file, 2, segment.length);
        System.arraycopy(jpeg, 2, file, 2 + segment.length, jpeg.length - 2);
        return file;
    }
}
