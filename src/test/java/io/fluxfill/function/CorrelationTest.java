package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.testing.Parts;
import io.fluxfill.testing.Planted;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CorrelationTest extends FunctionFixture {
    private static final String HEADER = "/headers/x-correlation-id";

    private FluxFillFunction function;

    @BeforeEach
    void start() {
        function = function(Optional.of("fill"), Optional.empty(), Optional.empty());
    }

    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "POST, /v1/flux-pro-1.0-fill, FILL, 200",
                "GET, /v1/get_result, ``, 422",
                "POST, /v1/flux-pro-1.0-fill, no json, 400",
                "GET, /v1/flux-pro-1.0-fill, ``, 405",
                "GET, /elsewhere, ``, 404",
                "POST, /v1/flux-pro-1.0-fill, TOO LONG, 413"
            })
    void the_callers_id_comes_back_with_every_status_and_is_logged(
            String method, String path, String body, int status) {
        String content = body.replace("FILL", fill().toString()).replace("TOO LONG", "x".repeat(1001));
        for (ObjectNode event : List.of(version1(method, path, content), version2(method, path, content))) {
            event.withObject("/headers").put("X-Correlation-Id", "order:7");
            parts.bflHost.answers(200, Parts.ACCEPTED);

            ObjectNode answer = send(function, event);

            assertThat(answer.get("statusCode").intValue()).isEqualTo(status);
            assertThat(answer.at(HEADER).textValue()).isEqualTo("order:7");
            assertThat(lastLine().path("correlation_id").textValue()).isEqualTo("order:7");
            assertThat(lastLine().path("request_id").textValue()).isEqualTo(REQUEST_ID);
        }
    }

    @Test
    void a_failure_of_bfls_keeps_the_id_too() {
        parts.bflHost.answers(402, "{}");
        ObjectNode event = version2("POST", FILL, fill().toString());
        event.withObject("/headers").put("x-correlation-id", "order:7");

        ObjectNode answer = send(function, event);

        assertThat(answer.get("statusCode").intValue()).isEqualTo(402);
        assertThat(answer.at(HEADER).textValue()).isEqualTo("order:7");
    }

    @Test
    void a_header_of_several_values_in_version_1_is_read() {
        ObjectNode event = version1("GET", "/elsewhere", "");
        event.remove("headers");
        event.withObject("/multiValueHeaders").putArray("x-correlation-id").add("order:7");

        ObjectNode answer = send(function, event);

        assertThat(answer.at("/multiValueHeaders/x-correlation-id/0").textValue())
                .isEqualTo("order:7");
    }

    @Test
    void without_one_the_id_of_the_invocation_serves_as_both() {
        for (ObjectNode event : List.of(version1("GET", "/elsewhere", ""), version2("GET", "/elsewhere", ""))) {
            ObjectNode answer = send(function, event);

            assertThat(answer.at(HEADER).textValue()).isEqualTo(REQUEST_ID);
            assertThat(lastLine().path("request_id").textValue()).isEqualTo(REQUEST_ID);
            assertThat(lastLine().has("correlation_id")).isFalse();
        }
    }

    @Test
    void a_direct_invocation_has_the_id_of_the_invocation_alone() {
        parts.bflHost.answers(200, Parts.ACCEPTED);

        ObjectNode result = send(function, fill());

        assertThat(result.fieldNames()).toIterable().containsExactly("id", "endpoint", "status", "polling_url");
        assertThat(lastLine().path("request_id").textValue()).isEqualTo(REQUEST_ID);
        assertThat(lastLine().has("correlation_id")).isFalse();
    }

    static List<String> harmful() {
        return List.of(
                Planted.KEY,
                "order-7/" + Planted.KEY,
                "x\n{\"outcome\":\"" + Planted.PROMPT + "\"}",
                "\",\"outcome\":\"" + Planted.PROMPT,
                Parts.PIXEL);
    }

    @ParameterizedTest(name = "value {index}")
    @MethodSource("harmful")
    void nothing_of_a_harmful_id_gets_into_the_line_or_the_answer(String id) {
        for (ObjectNode event : List.of(version1("GET", "/elsewhere", ""), version2("GET", "/elsewhere", ""))) {
            event.withObject("/headers").put("x-correlation-id", id);

            ObjectNode answer = send(function, event);

            assertThat(answer.toString()).doesNotContain(id).doesNotContain(Planted.all());
            assertThat(answer.at(HEADER).textValue()).isEqualTo(REQUEST_ID);
            assertThat(lastLine().toString()).doesNotContain(id).doesNotContain(Planted.all());
            assertThat(lastLine().has("correlation_id")).isFalse();
        }
    }
}
