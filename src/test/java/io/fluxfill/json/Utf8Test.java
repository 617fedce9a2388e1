package io.fluxfill.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    /** The {@code data} of {@code <data:é>}. */
    private static final Utf8 PART = new Utf8(Utf8.of("<data:é>").array(), 1, 7);

    @Test
    void a_part_of_an_array_is_read_by_its_own_places() {
        assertThat(PART.string()).isEqualTo("data:é");
        assertThat(PART.at(0)).isEqualTo('d');
        assertThat(PART.at(5)).isEqualTo(0xC3);
        assertThat(PART.from(5).string()).isEqualTo("é");
        assertThat(PART.from(5).array()).isSameAs(PART.array());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"d, 0", "a, 1", ":, 4", "<, -1", ">, -1"})
    void a_character_is_found_at_its_first_place_within_the_part(char character, int place) {
        assertThat(PART.indexOf(character)).isEqualTo(place);
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({
        "0, data:, true",
        "1, ata:, true",
        "4, :, true",
        "0, dat1, false",
        "0, xata:, false",
        "-1, data, false",
        "8, '', false",
        "7, '', true",
        "3, a:xyz, false"
    })
    void text_is_compared_at_a_place_within_the_part(int place, String text, boolean there) {
        assertThat(PART.hasIgnoringCase(place, text)).isEqualTo(there);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"S3://, true", "s3://, true", "S3:/\u000F, false", "s\u0013://, false", "\u017F3://, false"})
    void case_is_ignored_for_ascii_letters_only(String text, boolean same) {
        assertThat(Utf8.of(text).hasIgnoringCase(0, "s3://")).isEqualTo(same);
    }

    @Test
    void a_text_equals_the_same_text_in_another_array() {
        Utf8 same = Utf8.of("data:é");

        assertThat(PART).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(PART)
                .isNotEqualTo(PART.from(1))
                .isNotEqualTo(Utf8.of("data:è"))
                .isNotEqualTo("data:é");
        assertThat(PART).doesNotHaveSameHashCodeAs(Utf8.of("data:è"));
        assertThat(PART).doesNotHaveSameHashCodeAs(Utf8.of("adta:é"));
    }

    @Test
    void a_lone_surrogate_becomes_a_question_mark() {
        assertThat(Utf8.of("\uD800").string()).isEqualTo("?");
    }

    @Test
    void its_text_for_logs_reveals_nothing_of_it() {
        assertThat(PART).hasToString("7 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 1_048_576, 1_048_577, 6_291_556, 6_292_480, 6_292_481})
    void a_stream_is_read_to_its_end(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);

        Utf8 all = Utf8.readAll(inSmallPieces(bytes));

        assertThat(Arrays.equals(bytes, Arrays.copyOfRange(all.array(), all.offset(), all.offset() + all.length())))
                .isTrue();
    }

    @Test
    void the_largest_event_needs_little_more_room_than_it_has_bytes() throws IOException {
        Utf8 all = Utf8.readAll(new ByteArrayInputStream(new byte[6_291_556]));

        assertThat(all.array().length).isLessThan(6_300_000);
    }

    private static InputStream inSmallPieces(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                return super.read(to, offset, Math.min(length, 10_007));
            }
        };
    }
}
