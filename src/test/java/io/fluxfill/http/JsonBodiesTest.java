package io.fluxfill.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.Utf8;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodiesTest {
    private final JsonBodies bodies = new JsonBodies(new ObjectMapper(), 6_000_000);

    @Test
    void a_body_may_have_thousands_of_fields_that_nobody_knows() {
        assertThat(bodies.object(request("{" + fields(4_900) + "}")).size()).isEqualTo(4_900);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("tooMuch")
    void a_body_with_too_much_in_it_is_refused_as_too_large(String body) {
        FluxFillException failure = failure(body);

        assertThat(failure.type()).isEqualTo(ErrorType.INVALID_REQUEST);
        assertThat(failure.httpStatus()).isEqualTo(413);
        assertThat(failure)
                .hasMessage("The body is JSON beyond what is read here: at most 10000 values and names, 1000 levels,"
                        + " 1000 characters in a number, 50000 in a name and 1000000 in all names.");
    }

    static Stream<String> tooMuch() {
        return Stream.of(
                "{\"a\":[" + String.join(",", Collections.nCopies(1_900_000, "{}")) + "]}",
                "{\"a\":" + "[".repeat(5_000_000),
                "{" + fields(5_000) + "}",
                "{\"seed\":" + "9".repeat(2_000) + "}",
                "{\"" + "a".repeat(60_000) + "\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "nonsense", "{\"a\":1}}", "{\"a\":NaN}", "{\"a\":-}", "{\"a\":1e}", "\u0000"})
    void a_body_that_is_no_json_is_refused_as_such(String body) {
        assertThat(failure(body).httpStatus()).isEqualTo(400);
        assertThat(failure(body)).hasMessage("The body is not JSON.");
    }

    private FluxFillException failure(String body) {
        return catchThrowableOfType(FluxFillException.class, () -> bodies.object(request(body)));
    }

    private static String fields(int count) {
        StringBuilder fields = new StringBuilder("\"f\":0");
        for (int i = 1; i < count; i++) {
            fields.append(",\"").append(i).append("\":").append(i);
        }
        return fields.toString();
    }

    private static HttpRequest request(String body) {
        return new HttpRequest(
                "POST",
                new Address("https://me.example", "/"),
                new Headers(),
                Map.of(),
                Optional.empty(),
                new HttpBody(Utf8.of(body), false));
    }
}
