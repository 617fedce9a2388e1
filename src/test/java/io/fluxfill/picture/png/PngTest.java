package io.fluxfill.picture.png;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxfill.picture.DamagedPictureException;
import io.fluxfill.picture.Fixtures;
import io.fluxfill.picture.Fixtures.Fixture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PngTest {
    private static final long MOST_PIXELS = 1_000_000;

    static Stream<Fixture> pictures() {
        return Fixtures.endingIn(".png");
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void pixels_are_those_that_other_decoders_read(Fixture picture) throws Exception {
        assertThat(hash(picture.file())).isEqualTo(picture.sha256());
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void what_is_written_has_the_same_pixels_and_is_read_by_others(Fixture picture) throws Exception {
        byte[] written = copy(picture.file());

        assertThat(hash(written)).isEqualTo(picture.sha256());
        assertThat(ImageIO.read(new ByteArrayInputStream(written)).getWidth()).isEqualTo(picture.width());
    }

    @Test
    void metadata_stay_but_for_what_belongs_to_the_old_form() throws Exception {
        byte[] grey =
                Fixtures.endingIn("tbbn1g04.png").findFirst().orElseThrow().file();

        try (PngReader png = PngReader.open(new ByteArrayInputStream(copy(grey)), MOST_PIXELS)) {
            assertThat(png.info().chunks()).extracting(PngChunk::type).containsExactly("gAMA");
            assertThat(png.info().color()).isEqualTo(PngColor.RGB_ALPHA);
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void a_file_that_ends_too_early_is_told_as_damaged(Fixture picture) {
        byte[] file = picture.file();

        for (int length = 0; length < file.length; length += 1 + file.length / 97) {
            byte[] part = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> copy(part)).isInstanceOf(DamagedPictureException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void whatever_is_wrong_with_a_file_is_told_as_damage(Fixture picture) {
        Random random = new Random(7);

        for (int i = 0; i < 300; i++) {
            byte[] file = picture.file();
            for (int flips = 0; flips < 3; flips++) {
                file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertDamagedOrFine(file);
        }
    }

    @Test
    void a_picture_with_too_many_pixels_is_refused_before_any_is_read() {
        byte[] file =
                Fixtures.endingIn("basn2c08.png").findFirst().orElseThrow().file();

        assertThatThrownBy(() -> PngReader.open(new ByteArrayInputStream(file), 1023))
                .isInstanceOf(DamagedPictureException.class)
                .hasMessage("it has more than 1023 pixels");
    }

    private static void assertDamagedOrFine(byte[] file) {
        try {
            copy(file);
        } catch (DamagedPictureException told) {
            assertThat(told.getMessage()).isNotBlank();
        } catch (IOException other) {
            throw new AssertionError(other);
        }
    }

    @Test
    void a_large_picture_takes_many_parts() throws Exception {
        PngInfo info = new PngInfo(300, 700, 8, PngColor.RGB, false, List.of());
        byte[] noise = new byte[info.rowBytes()];
        Random random = new Random(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PngWriter writer = new PngWriter(out, info)) {
            for (int y = 0; y < 700; y++) {
                random.nextBytes(noise);
                writer.writeRow(noise);
            }
            writer.end(List.of());
        }

        assertThatCode(() -> copy(out.toByteArray())).doesNotThrowAnyException();
        assertThat(ImageIO.read(new ByteArrayInputStream(out.toByteArray())).getHeight())
                .isEqualTo(700);
    }

    private static byte[] copy(byte[] file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PngReader png = PngReader.open(new ByteArrayInputStream(file), MOST_PIXELS)) {
            PngPixels pixels = new PngPixels(png);
            PngInfo plain = pixels.plain();
            int[] row = new int[plain.width() * pixels.samples()];
            byte[] packed = new byte[plain.rowBytes()];
            try (PngWriter writer = new PngWriter(out, plain)) {
                for (int y = 0; y < plain.height(); y++) {
                    pixels.readRow(row);
                    PngPixels.pack(row, plain, packed);
                    writer.writeRow(packed);
                }
                writer.end(pixels.readEnd());
            }
        }
        return out.toByteArray();
    }

    /** Of red, green, blue and alpha in 16 bits each. */
    private static String hash(byte[] file) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        try (PngReader png = PngReader.open(new ByteArrayInputStream(file), MOST_PIXELS)) {
            PngPixels pixels = new PngPixels(png);
            int[] row = new int[png.info().width() * pixels.samples()];
            for (int y = 0; y < png.info().height(); y++) {
                pixels.readRow(row);
                for (int x = 0; x < png.info().width(); x++) {
                    for (int i = 0; i < 4; i++) {
                        int sample = i < pixels.samples() ? row[x * pixels.samples() + i] : pixels.max();
                        sha256.update((byte) (sample >> 8));
                        sha256.update((byte) sample);
                    }
                }
            }
            pixels.readEnd();
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
