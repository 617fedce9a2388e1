package io.fluxfill.rules.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.json.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base64BytesTest {
    private static final int SOME = 70;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"'',0", "AA,1", "AA==,1", "AAA,2", "AAA=,2", "AAAA,3", "+/9z,3", "AAAAAA,4", "/x==,1", "AB,1"})
    void base64_has_three_bytes_for_four_digits(String text, long size) {
        assertThat(Base64Bytes.of(Utf8.of(text)).orElseThrow().size()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "A\n",
                "A=",
                "A==",
                "A===",
                "AA=",
                "AA===",
                "AAA==",
                "AAAA=",
                "AAAA==",
                "AAAAA",
                "=",
                "==",
                "===",
                "====",
                "=AAA",
                "A=AA",
                "AA=A",
                "AA==AAAA",
                "A A=",
                "AAA =A",
                "AAAA%3D",
                "AA.A",
                "AA,A",
                "AA\u0000A",
                "AA\u000BA",
                "AA\u007FA",
                "AA\u00A0A",
                "AA\u0080A",
                "AA\u0141A",
                "AA\uD83D\uDE00"
            })
    void text_with_a_wrong_digit_padding_or_length_is_not_base64(String text) {
        assertThat(Base64Bytes.of(Utf8.of(text))).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "AA, AA==",
        "AAA, AAA=",
        "-_, +w==",
        "+_-/, +/+/",
        "'AA\r\n==', AA==",
        "' A\tA\fA A\n', AAAA",
        "'AA=\n=', AA==",
        "' \n', ''",
        "AB==, AA==",
        "A/==, Aw==",
        "AAB=, AAA=",
        "AA/=, AA8=",
        "AAAA, AAAA",
    })
    void every_dialect_has_one_canonical_form(String text, String canonical) {
        assertThat(Base64Bytes.of(Utf8.of(text)).orElseThrow().text().string()).isEqualTo(canonical);
    }

    @Test
    void a_canonical_text_has_no_other_bytes_than_the_digits_of_the_standard_alphabet_wherever_they_are() {
        byte[] bytes = new byte[20];
        for (int place = 0; place < bytes.length; place++) {
            for (int i = 0; i < 256; i++) {
                Arrays.fill(bytes, (byte) '+');
                bytes[place] = (byte) i;
                Utf8 text = Utf8.of(bytes);
                boolean canonical = Base64Dialect.ALPHABET.indexOf(i) >= 0;
                assertThat(Base64Bytes.of(text).filter(read -> read.text() == text))
                        .as("byte %d at %d", i, place)
                        .matches(read -> read.isPresent() == canonical);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 12_287, 12_288, 12_289, 40_000})
    void the_bytes_can_be_read_one_after_the_other(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Base64Bytes read =
                Base64Bytes.of(Utf8.of(Base64.getEncoder().encode(bytes))).orElseThrow();

        assertThat(read.open().readAllBytes()).isEqualTo(bytes);
        try (InputStream one = read.open()) {
            for (byte expected : bytes) {
                assertThat(one.read()).isEqualTo(expected & 0xFF);
            }
            assertThat(one.read()).isEqualTo(-1);
            assertThat(one.read(new byte[1])).isEqualTo(-1);
            assertThat(one.read(new byte[0])).isZero();
        }
    }

    @Test
    void a_canonical_text_is_not_copied() {
        Utf8 text = new Utf8("<AAECAw==>".getBytes(StandardCharsets.US_ASCII), 1, 8);

        assertThat(Base64Bytes.of(text).orElseThrow().text()).isSameAs(text);
    }

    @Property
    void what_the_decoder_accepts_is_base64_by_the_same_bytes(@ForAll("texts") String text) {
        assertSame(text, Base64.getDecoder());
    }

    @Property
    void what_the_decoder_of_the_url_safe_alphabet_accepts_is_base64_by_the_same_bytes(@ForAll("texts") String text) {
        assertSame(text.replace('+', '-').replace('/', '_'), Base64.getUrlDecoder());
    }

    @Property
    void what_the_decoder_refuses_is_not_base64_once_it_is_plain(@ForAll("texts") String text) {
        String plain = text.replace('-', '+').replace('_', '/').replaceAll("[ \\t\\n\\f\\r]", "");

        assertThat(Base64Bytes.of(Utf8.of(text)).isPresent())
                .isEqualTo(decoded(plain, Base64.getDecoder()).isPresent());
    }

    @Property
    void lines_and_blanks_and_alphabets_in_any_mixture_change_nothing(
            @ForAll byte[] bytes, @ForAll("spaces") List<String> spaces, @ForAll List<Boolean> urlSafe) {
        String plain = Base64.getEncoder().encodeToString(bytes);
        StringBuilder mixed = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            mixed.append(spaces.get(i % spaces.size()));
            boolean other = !urlSafe.isEmpty() && urlSafe.get(i % urlSafe.size());
            mixed.append(other ? plain.substring(i, i + 1).replace('+', '-').replace('/', '_') : plain.charAt(i));
        }

        Base64Bytes read = Base64Bytes.of(Utf8.of(mixed.toString())).orElseThrow();

        assertThat(read.text().string()).isEqualTo(plain);
        assertThat(Base64Bytes.of(Utf8.of(mixed.toString().replace("=", "")))
                        .orElseThrow()
                        .text())
                .isEqualTo(read.text());
    }

    @Property
    void what_mime_writes_is_read_by_the_same_bytes(@ForAll byte[] bytes) {
        String lines = Base64.getMimeEncoder().encodeToString(bytes);

        assertThat(bytesOf(Base64Bytes.of(Utf8.of(lines)).orElseThrow()))
                .isEqualTo(Base64.getMimeDecoder().decode(lines));
    }

    @Property
    void every_byte_is_the_decoded_one(@ForAll byte[] bytes, @ForAll boolean padded) {
        Base64.Encoder encoder =
                padded ? Base64.getEncoder() : Base64.getEncoder().withoutPadding();

        Base64Bytes view = Base64Bytes.of(Utf8.of(encoder.encode(bytes))).orElseThrow();

        assertThat(view.size()).isEqualTo(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            assertThat(view.at(i)).isEqualTo(bytes[i] & 0xFF);
        }
    }

    @Provide
    Arbitrary<List<String>> spaces() {
        return Arbitraries.of("", "", "", " ", "\r\n", "\n", "\t", "\f ")
                .list()
                .ofMinSize(1)
                .ofMaxSize(7);
    }

    /** Any text, text of few kinds of chars, and real base64 with one char replaced, inserted or removed. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> close = Arbitraries.strings().withChars("Aa9+/=-_ \n").ofMaxLength(9);
        Arbitrary<String> real =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(SOME).map(Base64.getEncoder()::encodeToString);
        Arbitrary<String> damage =
                Arbitraries.strings().withChars("A=- \n\u0100").ofMaxLength(1);
        Arbitrary<String> damaged = Combinators.combine(
                        real,
                        damage,
                        Arbitraries.integers().between(0, SOME),
                        Arbitraries.integers().between(0, 1))
                .as((text, other, place, removed) -> {
                    int start = Math.min(place, text.length());
                    int end = Math.min(start + removed, text.length());
                    return text.substring(0, start) + other + text.substring(end);
                });
        return Arbitraries.oneOf(Arbitraries.strings(), close, real, damaged);
    }

    /** Canonical base64 of the same bytes wherever a decoder of Java's finds bytes. */
    private static void assertSame(String text, Base64.Decoder decoder) {
        Optional<byte[]> expected = decoded(text, decoder);
        Optional<Base64Bytes> read = Base64Bytes.of(Utf8.of(text));
        if (expected.isPresent()) {
            assertThat(bytesOf(read.orElseThrow())).isEqualTo(expected.get());
            assertThat(read.get().text().string()).isEqualTo(Base64.getEncoder().encodeToString(expected.get()));
        }
    }

    private static byte[] bytesOf(Base64Bytes view) {
        byte[] bytes = new byte[(int) view.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) view.at(i);
        }
        return bytes;
    }

    private static Optional<byte[]> decoded(String text, Base64.Decoder decoder) {
        try {
            return Optional.of(decoder.decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
