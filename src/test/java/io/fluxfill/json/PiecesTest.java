package io.fluxfill.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PiecesTest {
    private static final byte[] TEXT = "one two three".getBytes(StandardCharsets.US_ASCII);
    private static final Pieces PIECES =
            new Pieces(List.of(new Utf8(TEXT, 4, 3), new Utf8(TEXT, 0, 0), new Utf8(TEXT, 3, 1), new Utf8(TEXT, 8, 5)));

    @Test
    void a_body_is_as_long_as_all_its_pieces() {
        assertThat(PIECES.length()).isEqualTo(9);
    }

    @Test
    void the_bytes_of_a_body_are_those_of_its_pieces_in_their_order() {
        assertThat(PIECES.bytes()).asString(StandardCharsets.US_ASCII).isEqualTo("two three");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"1, t|w|o| |t|h|r|e|e", "2, tw|o| |th|re|e", "3, two| |thr|ee", "5, two| |three", "9, two| |three"})
    void a_body_is_cut_where_a_piece_ends_and_where_a_part_would_be_too_long(int most, String parts) {
        assertThat(PIECES.parts(most).stream().map(Utf8::string)).containsExactly(parts.split("\\|"));
    }

    @Test
    void the_parts_of_a_body_are_not_copied() {
        assertThat(PIECES.parts(2)).extracting(Utf8::array).containsOnly(TEXT);
    }

    @Test
    void a_body_stays_as_it_is_when_the_list_of_pieces_changes() {
        List<Utf8> list = new ArrayList<>(PIECES.pieces());
        Pieces pieces = new Pieces(list);

        list.clear();

        assertThat(pieces.length()).isEqualTo(9);
    }

    @Test
    void the_text_of_a_body_for_logs_reveals_nothing_of_it() {
        assertThat(PIECES).hasToString("9 bytes");
    }
}
