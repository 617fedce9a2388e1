package io.fluxfill.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is painted, and what is left alone. */
class PaintingTest {

    private static final int WIDTH = 90;
    private static final int HEIGHT = 60;

    private final BufferedImage image = TestPictures.slopeWithSquare(WIDTH, HEIGHT);
    private final BufferedImage mask = TestPictures.mask(WIDTH, HEIGHT);

    @Test
    void the_painting_leaves_every_pixel_outside_the_mask_as_it_was() throws Exception {
        Picture result = paint(image, mask, "png", 1);

        boolean[] part = decoded(mask, "png").whitePart();
        for (int i = 0; i < part.length; i++) {
            if (!part[i]) {
                assertThat(result.argb()[i]).isEqualTo(image.getRGB(i % WIDTH, i / WIDTH));
            }
        }
    }

    @Test
    void the_painting_continues_the_surroundings_smoothly_into_the_masked_part() throws Exception {
        Picture result = paint(image, mask, "png", 1);

        BufferedImage slope = TestPictures.slope(WIDTH, HEIGHT);
        for (int i = 0; i < result.argb().length; i++) {
            assertThat(distance(result.argb()[i], slope.getRGB(i % WIDTH, i / WIDTH)))
                    .isLessThanOrEqualTo(3);
        }
    }

    @Test
    void the_painting_paints_the_transparent_part_of_a_picture_without_mask() throws Exception {
        BufferedImage holed = TestPictures.withHole(image, mask);

        assertThat(paint(holed, null, "png", 1).argb())
                .isEqualTo(paint(image, mask, "png", 1).argb());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "webp"})
    void the_painting_writes_the_format_that_was_asked_for(String format) throws Exception {
        byte[] file = file(image, mask, format, 1);

        byte[] start = switch (format) {
            case "jpeg" -> new byte[] {(byte) 0xFF, (byte) 0xD8};
            case "png" -> new byte[] {(byte) 0x89, 'P', 'N', 'G'};
            default -> new byte[] {'R', 'I', 'F', 'F'};
        };
        assertThat(file).startsWith(start);
        assertThat(distance(PictureCodec.decode(file).argb()[0], image.getRGB(0, 0)))
                .isLessThan(12);
    }

    @Test
    void the_painting_matches_the_grain_of_the_surroundings_and_repeats_it_for_the_same_seed() throws Exception {
        BufferedImage grainy = TestPictures.slope(WIDTH, HEIGHT);
        Random random = new Random(5);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int add = random.nextInt(9);
            grainy.setRGB(i % WIDTH, i / WIDTH, grainy.getRGB(i % WIDTH, i / WIDTH) + add * 0x010101);
        }

        int[] first = paint(grainy, mask, "png", 1).argb();
        assertThat(paint(grainy, mask, "png", 1).argb()).isEqualTo(first);
        assertThat(paint(grainy, mask, "png", 2).argb()).isNotEqualTo(first);
    }

    @Test
    void the_painting_paints_a_picture_that_is_masked_altogether() throws Exception {
        BufferedImage white = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        white.getRaster().setSamples(0, 0, WIDTH, HEIGHT, 0, filled(255));

        assertThat(paint(image, white, "png", 1).argb()).containsOnly(0xFF7F7F7F);
    }

    @Test
    void the_painting_changes_nothing_under_a_black_mask() throws Exception {
        BufferedImage black = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);

        assertThat(paint(image, black, "png", 1).argb()).isEqualTo(image.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH));
    }

    @Test
    void the_painting_divides_a_grey_mask_at_its_middle() throws Exception {
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(0, 0, 0, 127);
        grey.getRaster().setSample(1, 0, 0, 128);

        assertThat(decoded(grey, "png").whitePart()).containsExactly(false, true);
    }

    @Test
    void the_painting_reads_webp() throws Exception {
        byte[] webp = file(image, mask, "webp", 1);

        Picture picture = PictureCodec.decodeBase64(Base64.getEncoder().encodeToString(webp));
        assertThat(picture.width()).isEqualTo(WIDTH);
        assertThat(picture.hasAlpha()).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1}, {2}, {3}")
    @CsvSource({"1536, 1024, 1440, 960", "1024, 1536, 960, 1440", "1440, 1440, 1440, 1440", "1441, 700, 1440, 672"})
    void a_picture_comes_back_smaller_than_1440_pixels_and_in_steps_of_32_where_it_was_larger(
            int width, int height, int resultWidth, int resultHeight) throws Exception {
        Picture result = paint(flat(width, height, Color.GREEN), flat(width, height, Color.BLACK), "png", 1);

        assertThat(result.width()).isEqualTo(resultWidth);
        assertThat(result.height()).isEqualTo(resultHeight);
        assertThat(result.argb()).containsOnly(0xFF00FF00);
    }

    @Test
    void the_painting_paints_the_masked_part_of_a_large_picture_at_its_place_in_the_smaller_one() throws Exception {
        BufferedImage wide = flat(2880, 128, Color.GREEN);
        BufferedImage wideMask = flat(2880, 128, Color.BLACK);
        for (BufferedImage each : List.of(wide, wideMask)) {
            Graphics2D graphics = each.createGraphics();
            graphics.setColor(Color.WHITE);
            graphics.fillRect(1000, 40, 40, 40);
            graphics.dispose();
        }
        Picture filled = paint(wide, wideMask, "png", 1);
        Picture left = paint(wide, flat(2880, 128, Color.BLACK), "png", 1);

        int inside = 30 * 1440 + 510;
        assertThat(filled.height()).isEqualTo(64);
        assertThat(left.argb()[inside]).isEqualTo(0xFFFFFFFF);
        assertThat(distance(filled.argb()[inside], 0xFF00FF00)).isLessThan(60);
    }

    @Test
    void a_picture_comes_back_in_steps_of_32_on_demand_however_small_it_was() throws Exception {
        Picture result = paintAsked(image, mask, "[sides of 32]");

        assertThat(result.width()).isEqualTo(64);
        assertThat(result.height()).isEqualTo(32);
    }

    @Test
    void the_painting_changes_a_quarter_of_the_pixels_outside_of_the_mask_on_demand_and_only_a_little()
            throws Exception {
        int[] result = paintAsked(image, mask, "[outside changes]").argb();

        boolean[] part = decoded(mask, "png").whitePart();
        int outside = 0;
        int changed = 0;
        for (int i = 0; i < part.length; i++) {
            int before = image.getRGB(i % WIDTH, i / WIDTH);
            if (!part[i]) {
                outside++;
                changed += result[i] == before ? 0 : 1;
                assertThat(distance(result[i], before)).isLessThanOrEqualTo(3);
            }
        }
        assertThat((double) changed / outside).isBetween(0.22, 0.28);
    }

    private static BufferedImage flat(int width, int height, Color color) {
        BufferedImage flat = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = flat.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return flat;
    }

    private static int[] filled(int value) {
        int[] samples = new int[WIDTH * HEIGHT];
        Arrays.fill(samples, value);
        return samples;
    }

    private static Picture paint(BufferedImage image, BufferedImage mask, String format, long seed) throws Exception {
        return PictureCodec.decode(file(image, mask, format, seed));
    }

    private static byte[] file(BufferedImage image, BufferedImage mask, String format, long seed) {
        return painting(image, mask, "", format, seed).file();
    }

    private static Picture paintAsked(BufferedImage image, BufferedImage mask, String prompt) throws Exception {
        return PictureCodec.decode(painting(image, mask, prompt, "png", 1).file());
    }

    private static Painting painting(BufferedImage image, BufferedImage mask, String prompt, String format, long seed) {
        String encodedMask = mask == null ? null : TestPictures.base64(mask, "png");
        Submission submission = new Submission(
                TestPictures.base64(image, "png"), encodedMask, new Prompt(prompt), null, format, null, null);
        return Painting.of(submission, seed);
    }

    private static Picture decoded(BufferedImage image, String format) throws Exception {
        return PictureCodec.decodeBase64(TestPictures.base64(image, format));
    }

    private static int distance(int a, int b) {
        int distance = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            distance = Math.max(distance, Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF)));
        }
        return distance;
    }
}
