package io.fluxfill.rules.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.json.Utf8;
import io.fluxfill.testing.Pictures;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class ImageHeaderPropertyTest {
    private static final int LARGEST = 300;

    @Property
    void the_header_of_a_png_tells_the_truth(
            @ForAll @IntRange(min = 1, max = LARGEST) int width, @ForAll @IntRange(min = 1, max = LARGEST) int height)
            throws UnreadableHeader {
        assertThat(headerOf(Pictures.transparentPng(width, height)))
                .isEqualTo(new ImageHeader(PictureFormat.PNG, width, height, true, false));
        assertThat(headerOf(Pictures.opaquePng(width, height)))
                .isEqualTo(new ImageHeader(PictureFormat.PNG, width, height, false, false));
    }

    @Property
    void the_header_of_a_png_with_palette_tells_the_truth(
            @ForAll @IntRange(min = 1, max = LARGEST) int width,
            @ForAll @IntRange(min = 1, max = LARGEST) int height,
            @ForAll boolean transparent)
            throws UnreadableHeader {
        assertThat(headerOf(Pictures.palettePng(width, height, transparent)))
                .isEqualTo(new ImageHeader(PictureFormat.PNG, width, height, transparent, false));
    }

    @Property
    void the_header_of_a_jpeg_tells_the_truth(
            @ForAll @IntRange(min = 1, max = LARGEST) int width,
            @ForAll @IntRange(min = 1, max = LARGEST) int height,
            @ForAll boolean progressive)
            throws UnreadableHeader {
        assertThat(headerOf(Pictures.jpeg(width, height, progressive)))
                .isEqualTo(new ImageHeader(PictureFormat.JPEG, width, height, false, false));
    }

    @Property
    void the_header_of_a_webp_tells_the_truth(
            @ForAll @IntRange(min = 1, max = LARGEST) int width,
            @ForAll @IntRange(min = 2, max = LARGEST) int height,
            @ForAll boolean lossless,
            @ForAll boolean alpha)
            throws UnreadableHeader {
        assertThat(headerOf(Pictures.webp(width, height, lossless, alpha)))
                .isEqualTo(new ImageHeader(PictureFormat.WEBP, width, height, alpha, false));
    }

    @Property
    void arbitrary_bytes_are_read_in_bounds_and_end_in_a_header_or_a_rule(
            @ForAll("bytesBehindSignatures") byte[] bytes) {
        readsOf(bytes);
    }

    @Property
    void damaged_pictures_are_read_in_bounds_and_end_in_a_header_or_a_rule(@ForAll("damagedPictures") byte[] bytes) {
        readsOf(bytes);
    }

    private static void readsOf(byte[] bytes) {
        CountedBytes counted = new CountedBytes(bytes);

        try {
            ImageHeader header = ImageHeader.read(counted);
            assertThat(header.pixels()).isPositive();
        } catch (UnreadableHeader e) {
            assertThat(e).hasMessageStartingWith("must ");
        }
        assertThat(counted.reads()).isLessThanOrEqualTo(HeaderReader.MAX_READS);
    }

    @Provide
    Arbitrary<byte[]> bytesBehindSignatures() {
        Arbitrary<byte[]> signatures = Arbitraries.of(
                new byte[0],
                Arrays.copyOf(Pictures.opaquePng(1, 1), 33),
                Arrays.copyOf(Pictures.opaquePng(1, 1), 8),
                new byte[] {-1, -40},
                "RIFF\0\0\0\0WEBPVP8X".getBytes(),
                "RIFF\0\0\0\0WEBPVP8L".getBytes(),
                "RIFF\0\0\0\0WEBPVP8 ".getBytes());
        // Zero bytes and FF lead furthest: as lengths, and as markers and fill bytes.
        Arbitrary<Byte> oneByte = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.bytes()), Tuple.of(1, Arbitraries.of((byte) 0, (byte) -1)));
        return Combinators.combine(
                        signatures,
                        oneByte.array(byte[].class).ofMaxSize(1_000),
                        Arbitraries.integers().between(0, 20_000))
                .as((signature, rest, zeros) -> {
                    byte[] bytes = Arrays.copyOf(signature, signature.length + rest.length + zeros);
                    System.arraycopy(rest, 0, bytes, signature.length, rest.length);
                    return bytes;
                });
    }

    @Provide
    Arbitrary<byte[]> damagedPictures() {
        Arbitrary<byte[]> pictures = Arbitraries.of(
                Pictures.transparentPng(40, 30),
                Pictures.palettePng(40, 30, true),
                Pictures.jpeg(40, 30, true),
                Pictures.webp(40, 30, true, true),
                Pictures.webp(40, 30, false, true),
                Pictures.webp(40, 30, false, false));
        return Combinators.combine(
                        pictures,
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(4),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.doubles().between(0, 1))
                .as((picture, damage, place, end) -> {
                    byte[] damaged = picture.clone();
                    int start = (int) (place * place * (picture.length - damage.length));
                    System.arraycopy(damage, 0, damaged, start, damage.length);
                    return Arrays.copyOf(damaged, (int) Math.ceil(end * picture.length));
                });
    }

    private static ImageHeader headerOf(byte[] picture) throws UnreadableHeader {
        return ImageHeader.read(
                Base64Bytes.of(Utf8.of(Pictures.base64(picture))).orElseThrow());
    }
}
