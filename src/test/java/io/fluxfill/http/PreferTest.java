package io.fluxfill.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wait=20",
                "WAIT=20",
                "wait = 20",
                "wait=\"20\"",
                " wait=20 ",
                "wait=20; strict",
                "respond-async, wait=20",
                "return=minimal,wait=20,handling=lenient",
                "wait=20, wait=5"
            })
    void a_wait_is_found_in_every_form_that_rfc_7240_allows(String header) {
        assertThat(Prefer.wait(List.of(header))).contains(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wait",
                "wait=",
                "wait=soon",
                "wait=-1",
                "wait=1.5",
                "wait=99999999999",
                "await=20",
                "respond-async",
                "foo; wait=20"
            })
    void what_cannot_be_read_is_ignored(String header) {
        assertThat(Prefer.wait(List.of(header))).isEmpty();
    }

    @Test
    void the_first_of_several_headers_that_has_a_wait_counts() {
        assertThat(Prefer.wait(List.of("respond-async", "wait=7", "wait=9"))).contains(Duration.ofSeconds(7));
    }

    @Test
    void no_header_is_no_wait() {
        assertThat(Prefer.wait(List.of())).isEmpty();
    }
}
