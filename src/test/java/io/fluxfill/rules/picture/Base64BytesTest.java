package io.fluxfill.rules.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.json.Utf8;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base64BytesTest {
    private static final int SOME = 70;

    @ParameterizedTest
    @CsvSource({"'',0", "AA,1", "AA==,1", "AAA,2", "AAA=,2", "AAAA,3", "+/9z,3", "AAAAAA,4", "/x==,1", "AB,1"})
    void base64_has_three_bytes_for_four_digits(String text, long size) {
        assertThat(Base64Bytes.of(Utf8.of(text)).orElseThrow().size()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
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
                "AA A",
                "AAAA\n",
                " AAAA",
                "AA-_",
                "AA\u0000A",
                "AA\u007FA",
                "AA\u0080A",
                "AA\u0141A",
                "AA\uD83D\uDE00"
            })
    void anything_else_is_not_base64(String text) {
        assertThat(Base64Bytes.of(Utf8.of(text))).isEmpty();
    }

    @Property
    void exactly_what_the_decoder_accepts_is_base64(@ForAll("texts") String text) {
        assertThat(Base64Bytes.of(Utf8.of(text)).isPresent()).isEqualTo(isDecodable(text));
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

    /** Any text, text of few kinds of chars, and real base64 with one char replaced, inserted or removed. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> close = Arbitraries.strings().withChars("Aa9+/=").ofMaxLength(9);
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

    private static boolean isDecodable(String text) {
        try {
            Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
