package io.fluxfill.picture.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxfill.picture.DamagedPictureException;
import io.fluxfill.picture.Fixtures;
import io.fluxfill.picture.Fixtures.Fixture;
import io.fluxfill.picture.Rectangle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegTest {
    private static final long MOST_PIXELS = 1_000_000;

    static Stream<Fixture> pictures() {
        return Fixtures.endingIn(".jpg");
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void pixels_are_libjpegs_bit_for_bit(Fixture picture) throws Exception {
        JpegImage image = read(picture.file());

        byte[] rgb = JpegPixels.rgb(image, all(image));

        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(rgb)))
                .isEqualTo(picture.sha256());
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void a_part_has_the_pixels_of_the_whole(Fixture picture) throws Exception {
        JpegImage image = read(picture.file());
        byte[] whole = JpegPixels.rgb(image, all(image));
        Random random = new Random(3);

        for (int i = 0; i < 20; i++) {
            int x = random.nextInt(image.width());
            int y = random.nextInt(image.height());
            Rectangle part =
                    new Rectangle(x, y, 1 + random.nextInt(image.width() - x), 1 + random.nextInt(image.height() - y));
            byte[] rgb = JpegPixels.rgb(image, part);
            for (int row = 0; row < part.height(); row++) {
                int from = 3 * ((y + row) * image.width() + x);
                assertThat(Arrays.copyOfRange(rgb, 3 * row * part.width(), 3 * (row + 1) * part.width()))
                        .isEqualTo(Arrays.copyOfRange(whole, from, from + 3 * part.width()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void what_is_written_has_the_same_coefficients_and_is_read_by_others(Fixture picture) throws Exception {
        JpegImage image = read(picture.file());

        byte[] written = write(image);

        JpegImage again = read(written);
        for (int i = 0; i < image.components().size(); i++) {
            JpegComponent component = image.components().get(i);
            assertThat(again.components().get(i).coefficients()).isEqualTo(component.coefficients());
            assertThat(again.components().get(i).quantization()).isEqualTo(component.quantization());
        }
        assertThat(again.metadata()).usingRecursiveComparison().isEqualTo(image.metadata());
        assertThat(ImageIO.read(new ByteArrayInputStream(written)).getWidth()).isEqualTo(picture.width());
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void only_blocks_with_a_changed_pixel_are_computed_anew(Fixture picture) throws Exception {
        JpegImage image = read(picture.file());
        JpegImage before = read(picture.file());
        Rectangle part = JpegPatch.units(image, new Rectangle(20, 9, 1, 1));
        byte[] rgb = JpegPixels.rgb(image, part);
        Arrays.fill(rgb, (byte) 90);
        byte[] changed = new byte[part.width() * part.height()];
        changed[(9 - part.y()) * part.width() + 20 - part.x()] = 1;

        JpegPatch.apply(image, part, rgb, changed);

        for (int i = 0; i < image.components().size(); i++) {
            JpegComponent component = image.components().get(i);
            int column = 20 * component.horizontal() / image.mostHorizontal() / 8;
            int row = 9 * component.vertical() / image.mostVertical() / 8;
            int at = component.at(column, row);
            short[] old = before.components().get(i).coefficients();
            for (int j = 0; j < old.length; j++) {
                if (j < at || j >= at + 64) {
                    assertThat(component.coefficients()[j]).isEqualTo(old[j]);
                }
            }
            assertThat(Arrays.copyOfRange(component.coefficients(), at + 1, at + 64))
                    .containsOnly(0);
        }
    }

    @Test
    void what_is_put_in_comes_out_again_as_well_as_the_tables_allow() throws Exception {
        JpegImage image =
                read(Fixtures.endingIn("jpeg-444.jpg").findFirst().orElseThrow().file());
        Rectangle all = all(image);
        byte[] rgb = JpegPixels.rgb(image, all);
        byte[] changed = new byte[rgb.length / 3];
        Arrays.fill(changed, (byte) 1);
        short[] before = image.components().get(0).coefficients().clone();

        JpegPatch.apply(image, all, rgb, changed);

        int differing = 0;
        short[] after = image.components().get(0).coefficients();
        for (int i = 0; i < before.length; i++) {
            differing += before[i] == after[i] ? 0 : 1;
        }
        assertThat(differing).isLessThan(before.length / 50);
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void a_file_that_ends_too_early_is_told_as_damaged(Fixture picture) {
        byte[] file = picture.file();

        for (int length = 0; length < file.length; length += 1 + file.length / 97) {
            byte[] part = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> read(part)).isInstanceOf(DamagedPictureException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void whatever_is_wrong_with_a_file_is_told_as_damage(Fixture picture) throws Exception {
        Random random = new Random(7);

        for (int i = 0; i < 300; i++) {
            byte[] file = picture.file();
            for (int flips = 0; flips < 3; flips++) {
                file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                JpegImage image = read(file);
                write(image);
                JpegPixels.rgb(image, all(image));
            } catch (DamagedPictureException told) {
                assertThat(told.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void a_component_that_is_in_no_scan_is_missed() {
        byte[] file = Fixtures.endingIn("jpeg-444-progressive.jpg")
                .findFirst()
                .orElseThrow()
                .file();
        // All scans of the third component are made the second's.
        for (int i = 0; i < file.length - 5; i++) {
            if ((file[i] & 0xff) == 0xff && (file[i + 1] & 0xff) == 0xda) {
                for (int j = 0; j < file[i + 4]; j++) {
                    file[i + 5 + 2 * j] = (byte) Math.min(file[i + 5 + 2 * j], 2);
                }
            }
        }

        assertThatThrownBy(() -> read(file)).isInstanceOf(DamagedPictureException.class);
    }

    @Test
    void colours_of_a_printer_and_too_many_pixels_are_refused() {
        byte[] cmyk =
                Fixtures.endingIn("jpeg-444.jpg").findFirst().orElseThrow().file();
        int frame = 0;
        while ((cmyk[frame] & 0xff) != 0xff || (cmyk[frame + 1] & 0xff) != 0xc0) {
            frame++;
        }
        byte[] four = Arrays.copyOf(cmyk, cmyk.length);
        four[frame + 3] = 20;
        four[frame + 9] = 4;

        assertThatThrownBy(() -> read(four)).hasMessage("its colours are those of a printer (CMYK)");
        assertThatThrownBy(() -> JpegReader.read(new ByteArrayInputStream(cmyk), 1022))
                .hasMessage("it has more than 1022 pixels");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void the_orientation_is_read_in_either_order_of_bytes(int orientation) {
        byte[] big = {
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
            0
        };
        byte[] little = {
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'I',
            'I',
            42,
            0,
            8,
            0,
            0,
            0,
            1,
            0,
            0x12,
            1,
            3,
            0,
            1,
            0,
            0,
            0,
            (byte) orientation,
            0,
            0,
            0
        };

        assertThat(ExifOrientation.in(big)).isEqualTo(orientation);
        assertThat(ExifOrientation.in(little)).isEqualTo(orientation);
        for (int length = 0; length < 24; length++) {
            assertThat(ExifOrientation.in(Arrays.copyOf(big, length))).isZero();
        }
    }

    @Test
    void a_table_of_codes_holds_whatever_is_frequent_and_rare() throws Exception {
        int[] frequencies = new int[257];
        int fibonacci = 1;
        int before = 1;
        for (int i = 0; i < 40; i++) {
            frequencies[i] = fibonacci;
            int next = fibonacci + before;
            before = fibonacci;
            fibonacci = next;
        }
        HuffmanEncoder encoder = HuffmanEncoder.of(frequencies);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BitWriter bits = new BitWriter(out);
        for (int i = 0; i < 40; i++) {
            encoder.write(bits, i);
        }
        bits.finish();
        byte[] table = encoder.table(0);
        int[] counts = new int[16];
        for (int i = 0; i < 16; i++) {
            counts[i] = table[1 + i];
        }
        HuffmanDecoder decoder = new HuffmanDecoder(counts, Arrays.copyOfRange(table, 17, table.length));
        BitReader in = new BitReader(new ByteArrayInputStream(Arrays.copyOf(out.toByteArray(), out.size() + 8)));

        for (int i = 0; i < 40; i++) {
            assertThat(decoder.read(in)).isEqualTo(i);
        }
    }

    private static JpegImage read(byte[] file) throws IOException {
        return JpegReader.read(new ByteArrayInputStream(file), MOST_PIXELS);
    }

    private static byte[] write(JpegImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JpegWriter.write(image, out);
        return out.toByteArray();
    }

    private static Rectangle all(JpegImage image) {
        return new Rectangle(0, 0, image.width(), image.height());
    }
}
