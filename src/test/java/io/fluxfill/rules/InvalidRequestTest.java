package io.fluxfill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.testing.Json;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvalidRequestTest {
    private static final ValidationError FAULT =
            ValidationError.inBody("less_than_equal", "steps", "Input should be at most 50");

    @Test
    void a_fault_is_named_in_the_sentence_and_listed_as_fastapi_lists_it() {
        assertThat(InvalidRequest.of(List.of(FAULT))).hasToString("""
            FluxFill.InvalidRequest: The request is not valid: steps: Input should be at most 50. \
            {"detail":[{"type":"less_than_equal","loc":["body","steps"],"msg":"Input should be at most 50"}]}\
            """);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"5, ''", "6, '; and 1 more'", "500, '; and 495 more'"})
    void the_sentence_names_five_faults(int faults, String end) {
        FluxFillException failure = InvalidRequest.of(Collections.nCopies(faults, FAULT));

        assertThat(failure.type()).isEqualTo(ErrorType.INVALID_REQUEST);
        assertThat(failure)
                .hasMessage("The request is not valid: "
                        + String.join("; ", Collections.nCopies(5, "steps: Input should be at most 50")) + end + ".");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"99, 99", "100, 100", "101, 100"})
    void a_hundred_faults_are_listed(int faults, int listed) {
        FluxFillException failure = InvalidRequest.of(Collections.nCopies(faults, FAULT));

        assertThat(failure.data().get("detail")).hasSize(listed);
    }

    @Test
    void a_fields_name_is_made_safe_in_both_places() {
        ValidationError fault =
                ValidationError.inBody("extra_forbidden", "bfl_key7d1f", "Extra inputs are not permitted");

        assertThat(InvalidRequest.of(List.of(fault)).toString())
                .contains(": bfl_…: Extra", Json.text("['body','bfl_…']"))
                .doesNotContain("key7d1f");
    }

    @Test
    void the_log_is_not_told_the_name_of_an_unknown_field() {
        FluxFillException failure = InvalidRequest.of(List.of(FAULT, ValidationError.ofUnknownField("a naked prompt")));

        assertThat(failure)
                .hasMessage("The request is not valid: steps: Input should be at most 50;"
                        + " a naked prompt: Extra inputs are not permitted.");
        assertThat(failure.sentence())
                .isEqualTo("The request is not valid: steps: Input should be at most 50;"
                        + " an unknown field: Extra inputs are not permitted.");
    }

    @Test
    void the_caller_is_told_the_beginning_of_a_long_name() {
        FluxFillException failure =
                InvalidRequest.of(List.of(ValidationError.ofUnknownField("a b ".repeat(1_000_000))));

        assertThat(failure.describe()).hasSizeLessThan(1_000).contains("a b a b a");
    }
}
