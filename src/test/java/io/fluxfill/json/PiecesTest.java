package io.fluxfill.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    @Test
    void a_body_can_be_read_as_often_as_it_is_sent() throws IOException {
        assertThat(PIECES.open().readAllBytes()).isEqualTo(PIECES.bytes());
        assertThat(PIECES.open().readAllBytes()).isEqualTo(PIECES.bytes());
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
