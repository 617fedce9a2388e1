package io.fluxfill.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"bfl_a1", " bfl_a1", "bfl_a1\n", "\tbfl_a1\r\n"})
    void the_space_around_a_key_is_no_part_of_it(String text) {
        assertThat(KeyText.key(text)).contains("bfl_a1");
    }

    @Test
    void every_printable_character_may_be_in_a_key() {
        assertThat(KeyText.key("!~09azAZ_-+/=\"'")).contains("!~09azAZ_-+/=\"'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "bfl a1", "bfl_a1\nx-other: 1", "bfl_ä1", "bfl_\u0000", "bfl_\u007f"})
    void what_no_header_can_hold_is_no_key(String text) {
        assertThat(KeyText.key(text)).isEmpty();
    }
}
