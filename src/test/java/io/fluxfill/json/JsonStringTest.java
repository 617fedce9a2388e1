package io.fluxfill.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonStringTest {

    @Test
    void every_character_of_ascii_is_plain_but_quotes_backslashes_and_controls_wherever_it_is() {
        byte[] bytes = new byte[20];
        for (int place = 0; place < bytes.length; place++) {
            for (int i = 0; i < 256; i++) {
                Arrays.fill(bytes, (byte) 'a');
                bytes[place] = (byte) i;
                boolean plain = i >= ' ' && i < 0x80 && i != '"' && i != '\\';
                assertThat(JsonString.plainUntil(bytes, 0, bytes.length))
                        .as("byte %d at %d", i, place)
                        .isEqualTo(plain ? bytes.length : place);
            }
        }
    }

    @Test
    void plain_text_ends_at_the_first_other_byte_wherever_that_is() {
        for (int from = 0; from < 10; from++) {
            for (int special = from; special < 20; special++) {
                byte[] bytes = new byte[20];
                Arrays.fill(bytes, (byte) 'a');
                bytes[special] = '"';
                assertThat(JsonString.plainUntil(bytes, from, 20)).isEqualTo(special);
                assertThat(JsonString.plainUntil(bytes, from, special)).isEqualTo(special);
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"', 0",
                "'a\"', 1",
                "'a\\\"b\"', 4",
                "'\\\\\"\"', 2",
                "'\\/\\b\\f\\n\\r\\t\"', 12",
                "'é€\uD83D\uDE00\"', 9"
            })
    void a_string_ends_at_the_first_quote_that_is_not_escaped(String text, int place) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(JsonString.closingQuote(bytes, 0, bytes.length)).isEqualTo(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abcdef", "a\\", "a\\\"", "a\\u0041\"", "a\\x\"", "a\n\"", "a\u0000\""})
    void a_string_without_an_end_or_with_an_escape_of_another_kind_is_left_to_others(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(JsonString.closingQuote(bytes, 0, bytes.length)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c280",
                "dfbf",
                "e0a080",
                "ed9fbf",
                "ee8080",
                "efbfbf",
                "f0908080",
                "f48fbfbf",
            })
    void the_first_and_last_sequences_of_utf8_are_passed_over(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex + "22");

        assertThat(JsonString.closingQuote(bytes, 0, bytes.length)).isEqualTo(bytes.length - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "bf",
                "c0af",
                "c1bf",
                "e08080",
                "e09fbf",
                "eda080",
                "edbfbf",
                "f0808080",
                "f08fbfbf",
                "f4908080",
                "f7bfbfbf",
                "f888808080",
                "fc80808080",
                "ff",
                "c2",
                "c241",
                "c2c2",
                "e28241",
                "e282",
                "f09f9841",
                "f09f98",
            })
    void what_is_no_utf8_is_left_to_others(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex + "22");

        assertThat(JsonString.closingQuote(bytes, 0, bytes.length)).isEqualTo(-1);
    }

    @Test
    void a_sequence_that_is_cut_off_is_left_to_others() {
        byte[] bytes = HexFormat.of().parseHex("e282ac");

        assertThat(JsonString.closingQuote(bytes, 0, 2)).isEqualTo(-1);
        assertThat(JsonString.closingQuote(Arrays.copyOf(bytes, 2), 0, 2)).isEqualTo(-1);
        assertThat(JsonString.closingQuote(bytes, 0, 3)).isEqualTo(-1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            quoteCharacter = '\'',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain,plain",
                "'',''",
                "a\\\"b,a\"b",
                "\\\\\\\\n,\\\\n",
                "é\\/é,é/é",
                "\\\"\\\",\"\"",
            })
    void escapes_are_replaced_where_they_lie(String text, String meaning) {
        byte[] bytes = ("<" + text + "\">").getBytes(StandardCharsets.UTF_8);

        int end = JsonString.unescape(bytes, 1, bytes.length - 2);

        assertThat(new String(bytes, 1, end - 1, StandardCharsets.UTF_8)).isEqualTo(meaning);
        assertThat(bytes[0]).isEqualTo((byte) '<');
        assertThat(bytes[bytes.length - 1]).isEqualTo((byte) '>');
    }

    @Test
    void every_escape_has_its_meaning() {
        byte[] bytes = "\\\"\\\\\\/\\b\\f\\n\\r\\t".getBytes(StandardCharsets.US_ASCII);

        int end = JsonString.unescape(bytes, 0, bytes.length);

        assertThat(new String(bytes, 0, end, StandardCharsets.US_ASCII)).isEqualTo("\"\\/\b\f\n\r\t");
    }
}
