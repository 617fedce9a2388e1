package io.fluxfill.preserve;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.picture.Fixtures;
import io.fluxfill.picture.Fixtures.Fixture;
import io.fluxfill.picture.Rectangle;
import io.fluxfill.picture.jpeg.JpegComponent;
import io.fluxfill.picture.jpeg.JpegImage;
import io.fluxfill.picture.jpeg.JpegReader;
import io.fluxfill.picture.png.PngColor;
import io.fluxfill.picture.png.PngPixels;
import io.fluxfill.picture.png.PngReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever picture it is and whatever is painted in it: what is not painted does not change. */
class PreservationPropertyTest {
    private static final long MOST_PIXELS = 10_000;

    @Property(tries = 300)
    void pixels_of_a_png_that_are_not_painted_do_not_change(@ForAll("pngs") Fixture picture, @ForAll long seed)
            throws Exception {
        byte[] mask = mask(picture, seed);

        int[][] whole = pixels(whole(picture, mask));

        int[][] before = pixels(picture.file());
        int samples = before[0].length / picture.width();
        assertThat(whole[0]).hasSameSizeAs(before[0]);
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                if (mask[y * picture.width() + x] == 0) {
                    assertThat(Arrays.copyOfRange(whole[y], x * samples, (x + 1) * samples))
                            .isEqualTo(Arrays.copyOfRange(before[y], x * samples, (x + 1) * samples));
                }
            }
        }
    }

    @Property(tries = 300)
    void blocks_of_a_jpeg_that_are_not_painted_do_not_change(@ForAll("jpegs") Fixture picture, @ForAll long seed)
            throws Exception {
        byte[] mask = mask(picture, seed);

        JpegImage whole = read(whole(picture, mask));

        JpegImage before = read(picture.file());
        int most = before.components().stream()
                .mapToInt(JpegComponent::horizontal)
                .max()
                .orElseThrow();
        int mostDown = before.components().stream()
                .mapToInt(JpegComponent::vertical)
                .max()
                .orElseThrow();
        for (int i = 0; i < before.components().size(); i++) {
            JpegComponent component = before.components().get(i);
            int across = 8 * most / component.horizontal();
            int down = 8 * mostDown / component.vertical();
            for (int block = 0; block < component.coefficients().length; block += 64) {
                int column = block / 64 % component.blocksAcross();
                int row = block / 64 / component.blocksAcross();
                if (!isPainted(mask, picture, new Rectangle(column * across, row * down, across, down))) {
                    assertThat(Arrays.copyOfRange(whole.components().get(i).coefficients(), block, block + 64))
                            .isEqualTo(Arrays.copyOfRange(component.coefficients(), block, block + 64));
                }
            }
        }
    }

    @Provide
    Arbitrary<Fixture> pngs() {
        return Arbitraries.of(Fixtures.endingIn(".png").toList());
    }

    @Provide
    Arbitrary<Fixture> jpegs() {
        return Arbitraries.of(Fixtures.endingIn(".jpg").toList());
    }

    /** Some strokes in grey and white. */
    private static byte[] mask(Fixture picture, long seed) {
        Random random = new Random(seed);
        byte[] mask = new byte[picture.width() * picture.height()];
        for (int stroke = 0; stroke <= random.nextInt(3); stroke++) {
            int x = random.nextInt(picture.width());
            int y = random.nextInt(picture.height());
            byte brightness = (byte) (random.nextBoolean() ? 255 : 1 + random.nextInt(254));
            for (int row = y; row < Math.min(picture.height(), y + 1 + random.nextInt(12)); row++) {
                for (int column = x; column < Math.min(picture.width(), x + 8); column++) {
                    mask[row * picture.width() + column] = brightness;
                }
            }
        }
        return mask;
    }

    private static byte[] whole(Fixture picture, byte[] mask) throws Exception {
        byte[] maskFile = SentPng.of(mask, picture.width(), picture.height(), PngColor.GREY);
        Preservation preservation =
                Preservation.of(picture.file(), Optional.of(maskFile), MaskOptions.NONE, MOST_PIXELS);
        Rectangle sent = preservation.sentSize();
        byte[] fill = new byte[3 * sent.width() * sent.height()];
        new Random(1).nextBytes(fill);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        preservation.compose(SentPng.of(fill, sent.width(), sent.height(), PngColor.RGB), out);
        return out.toByteArray();
    }

    private static boolean isPainted(byte[] mask, Fixture picture, Rectangle block) {
        for (int y = block.y(); y < Math.min(picture.height(), block.bottom()); y++) {
            for (int x = block.x(); x < Math.min(picture.width(), block.right()); x++) {
                if (mask[y * picture.width() + x] != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int[][] pixels(byte[] file) throws IOException {
        try (PngReader png = PngReader.open(new ByteArrayInputStream(file), MOST_PIXELS)) {
            PngPixels pixels = new PngPixels(png);
            int[][] rows = new int[png.info().height()][png.info().width() * pixels.samples()];
            for (int[] row : rows) {
                pixels.readRow(row);
            }
            return rows;
        }
    }

    private static JpegImage read(byte[] file) throws IOException {
        return JpegReader.read(new ByteArrayInputStream(file), MOST_PIXELS);
    }
}
