package io.fluxfill.rules.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxfill.testing.Pictures;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers byte by byte, written in hexadecimal. */
class ImageHeaderTest {
    private static final String PNG_START = "89504E470D0A1A0A 0000000D 49484452";
    private static final String PNG_8_BIT_RGB = PNG_START + "00000003 00000002 08 02 00 00 00 00000000";
    private static final String IDAT = "00000001 49444154 00 00000000";
    private static final String TRNS = "00000006 74524E53 000000000000 00000000";
    private static final String JPEG_FRAME = "FFC0 0011 08 0002 0003 03 012200 021101 031101";
    private static final String EXIF = "457869660000";
    private static final String WEBP = "52494646 00000000 57454250";

    @ParameterizedTest(name = "colour type {0}, {1} bits")
    @CsvSource({
        "0,1", "0,2", "0,4", "0,8", "0,16", "2,8", "2,16", "3,1", "3,2", "3,4", "3,8", "4,8", "4,16", "6,8", "6,16"
    })
    void a_png_has_one_of_the_colour_types_and_depths(int colourType, int depth) {
        String header = PNG_START + "00000003 00000002 %02X %02X 00 00 00 00000000".formatted(depth, colourType) + IDAT;

        assertThat(read(header)).contains(png(3, 2, colourType == 4 || colourType == 6));
    }

    @ParameterizedTest(name = "colour type {0}, {1} bits")
    @CsvSource({"0,0", "0,3", "0,32", "1,8", "2,4", "2,1", "3,16", "4,4", "5,8", "6,4", "6,32", "7,8", "255,8"})
    void a_png_of_another_colour_type_or_depth_is_unreadable(int colourType, int depth) {
        String header = PNG_START + "00000003 00000002 %02X %02X 00 00 00 00000000".formatted(depth, colourType) + IDAT;

        assertThat(read(header)).isEmpty();
    }

    @Test
    void a_png_is_transparent_by_a_trns_chunk_before_its_pixels() {
        assertThat(read(PNG_8_BIT_RGB + IDAT + TRNS)).contains(png(3, 2, false));
        assertThat(read(PNG_8_BIT_RGB + TRNS + IDAT)).contains(png(3, 2, true));
        assertThat(read(PNG_8_BIT_RGB + "00000003 74455874 610062 00000000" + TRNS))
                .contains(png(3, 2, true));
        assertThat(read(PNG_8_BIT_RGB + "00000000 74455874 00000000" + TRNS)).contains(png(3, 2, true));
    }

    @Test
    void a_png_may_be_interlaced() {
        assertThat(read(PNG_START + "00000003 00000002 08 06 00 00 01 00000000"))
                .contains(png(3, 2, true));
    }

    @Test
    void a_png_is_at_most_two_billion_pixels_wide() {
        assertThat(read(PNG_START + "7FFFFFFF 00000001 08 06 00 00 00")).contains(png(Integer.MAX_VALUE, 1, true));
        assertThat(read(PNG_START + "00000001 7FFFFFFF 08 06 00 00 00")).contains(png(1, Integer.MAX_VALUE, true));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "89504E470D0A1A0B 0000000D 49484452 00000003 00000002 08 06 00 00 00 | another signature",
                "89504E470D0A1A0A 0000000C 49484452 00000003 00000002 08 06 00 00 00 | a header that is too short",
                "89504E470D0A1A0A 0000000E 49484452 00000003 00000002 08 06 00 00 00 | a header that is too long",
                "89504E470D0A1A0A 0000000D 49444154 00000003 00000002 08 06 00 00 00 | another chunk first",
                PNG_START + "00000000 00000002 08 06 00 00 00 | no width",
                PNG_START + "00000003 00000000 08 06 00 00 00 | no height",
                PNG_START + "80000000 00000002 08 06 00 00 00 | a width of 2^31",
                PNG_START + "00000003 80000000 08 06 00 00 00 | a height of 2^31",
                PNG_START + "00000003 00000002 08 06 01 00 00 | another compression",
                PNG_START + "00000003 00000002 08 06 00 01 00 | another filter",
                PNG_START + "00000003 00000002 08 06 00 00 02 | another interlacing",
                PNG_START + "00000003 00000002 08 06 00 00 | an end within the header",
                PNG_8_BIT_RGB + "| an end before the pixels",
                PNG_8_BIT_RGB + "00000000 49454E44 00000000 | no pixels",
                PNG_8_BIT_RGB + "FFFFFFFF 74455874 00000000" + IDAT + "| a chunk of 4 GB",
            })
    void a_damaged_png_is_unreadable(String header, String damage) {
        assertThat(read(header)).isEmpty();
    }

    @ParameterizedTest(name = "FF{0}")
    @ValueSource(strings = {"C0", "C1", "C2", "C3", "C5", "C6", "C7", "C9", "CA", "CB", "CD", "CE", "CF"})
    void a_jpeg_has_a_frame_of_any_process(String marker) {
        assertThat(read("FFD8 FF" + marker + "0011 08 0102 0304")).contains(jpeg(0x304, 0x102, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FFE0 0002",
                "FFE0 0004 FFC0",
                "FFDB 0003 00 FFC4 0003 00 FFC8 0002 FFCC 0002 FFDD 0004 0000 FFFE 0002 FFBF 0002 FFEF 0002",
                "FF01",
                "FFD0 FFD1 FFD7",
                "FFFFFF",
                "00 01 02",
                "FF00",
                "FFE1 0002",
                "FFE1 0008 " + EXIF,
            })
    void what_precedes_the_frame_of_a_jpeg_is_skipped(String before) {
        assertThat(read("FFD8" + before + JPEG_FRAME)).contains(jpeg(3, 2, false));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "FFD9" + JPEG_FRAME + "| another start",
                "FFD8 FFD9" + JPEG_FRAME + "| an end before the frame",
                "FFD8 FFDA 0002" + JPEG_FRAME + "| pixels before the frame",
                "FFD8 FFE0 0001" + JPEG_FRAME + "| a segment of one byte",
                "FFD8 FFE0 0000" + JPEG_FRAME + "| a segment of no bytes",
                "FFD8 FFE0 0020" + JPEG_FRAME + "| a segment beyond the end",
                "FFD8 FFD8 FFC0 0011 08 0000 0003 | a second start and no height",
                "FFD8 FFC0 0011 08 0000 0003 | no height",
                "FFD8 FFC0 0011 08 0002 0000 | no width",
                "FFD8 FFC0 0011 08 0002 00 | an end within the frame",
                "FFD8 FFC4 0002 FFC8 0002 FFCC 0002 | markers that are close to a frame's",
                "FFD8 FFFF | fill bytes alone",
                "FFD8 | a start alone",
                "FF | half a start",
                "'' | nothing",
                "474946383961 | a GIF",
                "424D | a bitmap",
            })
    void a_jpeg_without_a_readable_frame_is_unreadable(String header, String damage) {
        assertThat(read(header)).isEmpty();
    }

    @ParameterizedTest(name = "orientation {0}: {1}")
    @CsvSource({"0,false", "1,false", "4,false", "5,true", "6,true", "7,true", "8,true", "9,false", "256,false"})
    void a_jpeg_is_turned_by_an_orientation_from_five_to_eight(int orientation, boolean turned) {
        String big = "4D4D 002A 00000008 0002 0110 0002 00000000 00000000 0112 0003 00000001 %04X 0000"
                .formatted(orientation);
        String little = "4949 2A00 0A000000 0000 0100 1201 0300 01000000 %02X%02X 0000"
                .formatted(orientation & 0xFF, orientation >> 8);

        assertThat(read("FFD8" + app1(EXIF + big) + JPEG_FRAME)).contains(jpeg(3, 2, turned));
        assertThat(read("FFD8" + app1(EXIF + little) + JPEG_FRAME)).contains(jpeg(3, 2, turned));
    }

    @Test
    void the_orientation_is_kept_when_another_app1_segment_follows() {
        String exif = app1(EXIF + "4D4D 002A 00000008 0001 0112 0003 00000001 0006 0000");

        assertThat(read("FFD8" + exif + app1("687474703A2F2F") + JPEG_FRAME)).contains(jpeg(3, 2, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4D4D 002A 00000008 0000",
                "4D4D 002A 00000008 0000 0112 0003 00000001 0006 0000",
                "4D4D 002A FFFFFFFF",
                "4D4D 002A 00000008 FFFF",
                "4D4D 002A 00000008 0001 0111 0003 00000001 0006 0000",
            })
    void damaged_or_other_exif_data_turns_nothing_and_leaves_the_jpeg_readable(String tiff) {
        assertThat(read("FFD8" + app1(EXIF + tiff) + JPEG_FRAME)).contains(jpeg(3, 2, false));
    }

    @Test
    void the_orientation_is_one_of_the_first_sixty_four_entries() {
        String other = "0100 0003 00000001 0006 0000";
        String orientation = "0112 0003 00000001 0006 0000";

        String in64 = "4D4D 002A 00000008 FFFF" + other.repeat(63) + orientation;
        String in65 = "4D4D 002A 00000008 FFFF" + other.repeat(64) + orientation;

        assertThat(read("FFD8" + app1(EXIF + in64) + JPEG_FRAME)).contains(jpeg(3, 2, true));
        assertThat(read("FFD8" + app1(EXIF + in65) + JPEG_FRAME)).contains(jpeg(3, 2, false));
    }

    @Test
    void exif_data_outside_an_app1_segment_turns_nothing() {
        String exif = app1(EXIF + "4D4D 002A 00000008 0001 0112 0003 00000001 0006 0000");

        assertThat(read("FFD8" + exif.replaceFirst("FFE1", "FFE2") + JPEG_FRAME))
                .contains(jpeg(3, 2, false));
    }

    @Test
    void a_lossy_webp_has_fourteen_bits_for_each_size() {
        assertThat(read(WEBP + "56503820 00000000 000000 9D012A 0300 0200")).contains(webp(3, 2, false));
        assertThat(read(WEBP + "56503820 00000000 FE0000 9D012A FFFF FF7F")).contains(webp(16383, 16383, false));
        assertThat(read(WEBP + "56503820 00000000 000000 9D012A 00C1 01C0")).contains(webp(256, 1, false));
    }

    @Test
    void a_lossless_webp_has_sizes_less_one_and_a_flag_for_alpha() {
        assertThat(read(WEBP + "5650384C 00000000 2F 02400000")).contains(webp(3, 2, false));
        assertThat(read(WEBP + "5650384C 00000000 2F 02400010")).contains(webp(3, 2, true));
        assertThat(read(WEBP + "5650384C 00000000 2F FFFFFF0F")).contains(webp(16384, 16384, false));
        assertThat(read(WEBP + "5650384C 00000000 2F 00000000")).contains(webp(1, 1, false));
    }

    @Test
    void an_extended_webp_has_canvas_sizes_less_one_and_a_flag_for_alpha() {
        assertThat(read(WEBP + "56503858 0A000000 10 000000 020000 010000")).contains(webp(3, 2, true));
        assertThat(read(WEBP + "56503858 0A000000 EF 000000 020000 010000")).contains(webp(3, 2, false));
        assertThat(read(WEBP + "56503858 0A000000 00 000000 FFFFFF 563412")).contains(webp(1 << 24, 0x123457, false));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "52494646 00000000 57415645 56503820 00000000 000000 9D012A 0300 0200 | sound in the place of a"
                        + " picture",
                "52494647 00000000 57454250 56503820 00000000 000000 9D012A 0300 0200 | another signature",
                WEBP + "56503821 00000000 000000 9D012A 0300 0200 | another chunk first",
                WEBP + "56503820 00000000 010000 9D012A 0300 0200 | lossy, not a key frame",
                WEBP + "56503820 00000000 000000 9D012B 0300 0200 | lossy, another start code",
                WEBP + "56503820 00000000 000000 9D012A 0000 0200 | lossy, no width",
                WEBP + "56503820 00000000 000000 9D012A 0300 0000 | lossy, no height",
                WEBP + "56503820 00000000 000000 9D012A 00C0 0200 | lossy, a scale and no width",
                WEBP + "56503820 00000000 000000 9D012A 0300 02 | lossy, an end within the sizes",
                WEBP + "5650384C 00000000 2E 02400000 | lossless, another signature",
                WEBP + "5650384C 00000000 2F 02400020 | lossless, version 1",
                WEBP + "5650384C 00000000 2F 02400080 | lossless, version 4",
                WEBP + "5650384C 00000000 2F 024000 | lossless, an end within the sizes",
                WEBP + "56503858 0A000000 10 000000 020000 0100 | extended, an end within the sizes",
            })
    void a_damaged_webp_is_unreadable(String header, String damage) {
        assertThat(read(header)).isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "FFD8, FF, fill bytes of a JPEG",
        "FFD8, 00, garbage in a JPEG",
        "FFD8, FFE00002, empty segments of a JPEG",
        "FFD8, FFE1000E457869660000 4D4D002A, segments of EXIF data",
        PNG_8_BIT_RGB + ", 00000000 74455874 00000000, empty chunks of a PNG",
    })
    void a_header_without_end_is_read_for_a_megabyte_and_not_a_byte_more(String start, String part, String what) {
        CountedBytes counted = new CountedBytes(repeated(bytes(start), bytes(part), 20_000_000));

        assertThatThrownBy(() -> ImageHeader.read(counted))
                .isInstanceOf(UnreadableHeader.class)
                .hasMessageStartingWith("must have fewer chunks, segments or fill bytes before its pixels");
        assertThat(counted.reads()).isEqualTo(1024 * 1024);
    }

    @Test
    void thousands_of_chunks_before_the_pixels_of_a_png_are_passed_over() {
        byte[] png = Pictures.annotatedPng(3, 2, 5_000);
        CountedBytes counted = new CountedBytes(png);

        assertThat(read(counted)).contains(png(3, 2, false));
        assertThat(counted.reads()).isLessThan(5_000 * 9);
    }

    @ParameterizedTest
    @ValueSource(ints = {12_000, 65_533, 3 * 65_533, 100 * 65_533})
    void data_of_any_size_before_the_frame_of_a_jpeg_is_passed_over(int bytes) {
        StringBuilder segments = new StringBuilder();
        for (int left = bytes; left > 0; left -= 65_533) {
            int size = Math.min(left, 65_533);
            segments.append("FFE2%04X".formatted(size + 2)).append("FF".repeat(size));
        }
        CountedBytes counted = new CountedBytes(bytes("FFD8" + segments + JPEG_FRAME));

        assertThat(read(counted)).contains(jpeg(3, 2, false));
        assertThat(counted.reads()).isLessThan(1_000);
    }

    @Test
    void a_damaged_header_is_not_told_as_one_without_end() {
        assertThatThrownBy(() -> ImageHeader.read(new CountedBytes(bytes("FFD8"))))
                .isInstanceOf(UnreadableHeader.class)
                .hasMessage("must be a PNG, JPEG or WebP picture with a readable header");
    }

    @Test
    void the_header_of_a_large_picture_is_read_without_reading_the_picture() {
        CountedBytes counted = new CountedBytes(Arrays.copyOf(Pictures.transparentPng(3, 2), 1 << 20));

        assertThat(read(counted)).contains(png(3, 2, true));
        assertThat(counted.reads()).isLessThan(50);
    }

    private static String app1(String data) {
        int length = data.replace(" ", "").length() / 2 + 2;
        return "FFE1" + "%04X".formatted(length) + data;
    }

    private static Optional<ImageHeader> read(String hex) {
        return read(new CountedBytes(bytes(hex)));
    }

    private static Optional<ImageHeader> read(CountedBytes bytes) {
        try {
            return Optional.of(ImageHeader.read(bytes));
        } catch (UnreadableHeader e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** A start, and behind it one part over and over. */
    private static byte[] repeated(byte[] start, byte[] part, int length) {
        byte[] all = Arrays.copyOf(start, length);
        for (int i = start.length; i < length; i++) {
            all[i] = part[(i - start.length) % part.length];
        }
        return all;
    }

    private static ImageHeader png(int width, int height, boolean alpha) {
        return new ImageHeader(PictureFormat.PNG, width, height, alpha, false);
    }

    private static ImageHeader jpeg(int width, int height, boolean turned) {
        return new ImageHeader(PictureFormat.JPEG, width, height, false, turned);
    }

    private static ImageHeader webp(int width, int height, boolean alpha) {
        return new ImageHeader(PictureFormat.WEBP, width, height, alpha, false);
    }
}
