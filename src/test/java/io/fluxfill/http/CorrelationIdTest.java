package io.fluxfill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.testing.Planted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "6b1ff0e6-36b6-4b7f-9f0e-3e4f5a6b7c8d",
                "01JD3Q4ZK8X2V5W7Y9A1B3C5D7",
                "1-5759e988-bd862e3fe1be46a994272793",
                "arn:aws:states:eu-central-1:123456789012:execution:fill:run-7",
                "order/2026.11.20_7:8=9+user@example.com"
            })
    void an_id_of_a_harmless_form_is_taken_as_it_is(String id) {
        assertThat(given(id)).contains(id);
    }

    @Test
    void the_longest_id_has_128_characters() {
        String longest = "abcdefg.".repeat(16);

        assertThat(given(longest)).contains(longest);
        assertThat(given(longest + "x")).isEmpty();
    }

    @ParameterizedTest(name = "value {index}")
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a,b",
                "a\nb",
                "a\r\nb",
                "a\u2028b",
                "a\u0000b",
                "\u001b[31m",
                "{}",
                "\"",
                "\\",
                "a?b",
                "a%0Ab",
                "<b>",
                "${jndi:x}",
                "\u00e9",
                "\uff21"
            })
    void anything_that_could_begin_a_line_or_a_field_is_none(String id) {
        assertThat(given(id)).isEmpty();
    }

    static List<String> secretLooking() {
        return List.of(
                Planted.KEY,
                "order-7:" + Planted.KEY,
                "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @ParameterizedTest(name = "value {index}")
    @MethodSource("secretLooking")
    void what_looks_like_a_key_a_signature_or_base64_is_none(String id) {
        assertThat(given(id)).isEmpty();
    }

    @Test
    void a_request_without_the_header_has_none() {
        assertThat(CorrelationId.givenIn(request(new Headers()))).isEmpty();
    }

    @Test
    void the_header_is_matched_without_regard_to_case_and_the_first_counts() {
        Headers headers = new Headers();
        headers.add("X-Correlation-ID", "one");
        headers.add("x-correlation-id", "two");

        assertThat(CorrelationId.givenIn(request(headers))).contains("one");
    }

    private static Optional<String> given(String id) {
        Headers headers = new Headers();
        headers.add("x-correlation-id", id);
        return CorrelationId.givenIn(request(headers));
    }

    private static HttpRequest request(Headers headers) {
        return new HttpRequest(
                "GET",
                new Address("https://me.example", "/v1/get_result"),
                headers,
                Map.of(),
                Optional.empty(),
                HttpBody.EMPTY);
    }
}
