package io.fluxfill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.json.Utf8;
import org.junit.jupiter.api.Test;

class HttpBodyTest {

    @Test
    void a_body_that_is_a_part_of_its_event_is_read_without_the_rest() {
        Utf8 event = Utf8.of("<w6Q=>");
        Utf8 part = new Utf8(event.array(), 1, 4);

        assertThat(new HttpBody(part, true).bytes().string()).isEqualTo("ä");
        assertThat(new HttpBody(part, false).bytes()).isSameAs(part);
    }

    @Test
    void its_size_is_in_bytes() {
        assertThat(new HttpBody(Utf8.of("ä"), false).size()).isEqualTo(2);
        assertThat(new HttpBody(Utf8.of("w6Q="), true).size()).isEqualTo(3);
    }
}
