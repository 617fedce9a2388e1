package io.fluxfill.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.testing.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stand-in's own reading of BFL's rules. */
class SubmissionFormTest {

    @Test
    void the_stand_in_needs_nothing_but_an_image_for_plain_fill() {
        SubmissionForm form = form(Operation.FILL, "{'image': 'aW1n'}");

        assertThat(form.faults()).isEmpty();
        assertThat(form.submission().prompt()).hasToString("");
        assertThat(form.submission().outputFormat()).isEqualTo("jpeg");
    }

    @Test
    void the_stand_in_reports_all_faults_together_in_the_order_of_the_fields() {
        SubmissionForm form = form(
                Operation.FILL_FINETUNED,
                "{'steps': 1, 'guidance': 'x', 'seed': [], 'safety_tolerance': 7, 'output_format': 'gif'}");

        assertThat(form.faults())
                .extracting(fault ->
                        fault.at("/loc/1").textValue() + " " + fault.get("type").textValue())
                .containsExactly(
                        "finetune_id missing",
                        "image missing",
                        "steps greater_than_equal",
                        "seed int_type",
                        "guidance float_parsing",
                        "output_format enum",
                        "safety_tolerance less_than_equal");
    }

    @Test
    void the_stand_in_speaks_as_fastapi_does() {
        SubmissionForm form = form(Operation.FILL, "{'image': 'aW1n', 'guidance': 1}");

        assertThat(form.faults().get(0)).hasToString("""
            {"type":"greater_than_equal","loc":["body","guidance"],\
            "msg":"Input should be greater than or equal to 1.5","input":1,"ctx":{"ge":1.5}}\
            """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'steps': '50'",
                "'steps': 50.0",
                "'steps': ' 1_5 '",
                "'steps': null",
                "'prompt': null",
                "'prompt_upsampling': 'yes'",
                "'prompt_upsampling': 0",
                "'prompt_upsampling': null",
                "'guidance': '1.5'",
                "'guidance': 100",
                "'guidance': null",
                "'seed': -1",
                "'seed': null",
                "'mask': null",
                "'output_format': null",
                "'output_format': 'webp'",
                "'safety_tolerance': true",
                "'webhook_url': 'https://example.com/done?x=1'",
                "'webhook_url': null",
                "'webhook_secret': ''",
                "'user': 'somebody'",
                "'user': null",
                "'finetune_strength': 17",
            })
    void the_stand_in_accepts_what_pydantic_accepts(String field) {
        assertThat(form(Operation.FILL, "{'image': 'aW1n', " + field + "}").faults())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'image': null | string_type",
                "'image': 5 | string_type",
                "'mask': false | string_type",
                "'prompt': 5 | string_type",
                "'steps': 50.5 | int_from_float",
                "'steps': 'many' | int_parsing",
                "'steps': 14 | greater_than_equal",
                "'steps': '51' | less_than_equal",
                "'steps': 1e400 | finite_number",
                "'prompt_upsampling': 'maybe' | bool_parsing",
                "'prompt_upsampling': 2 | bool_parsing",
                "'prompt_upsampling': 0.5 | bool_type",
                "'guidance': 100.01 | less_than_equal",
                "'guidance': {} | float_type",
                "'seed': 0.1 | int_from_float",
                "'output_format': 'JPEG' | enum",
                "'output_format': 1 | enum",
                "'safety_tolerance': null | int_type",
                "'safety_tolerance': -1 | greater_than_equal",
                "'webhook_url': '' | url_parsing",
                "'webhook_url': '/done' | url_parsing",
                "'webhook_url': 'https://' | url_parsing",
                "'webhook_url': 'ftp://example.com' | url_scheme",
                "'webhook_url': 5 | url_type",
                "'webhook_secret': 5 | string_type",
                "'user': 5 | string_type",
            })
    void the_stand_in_refuses_what_pydantic_refuses(String field, String type) {
        SubmissionForm form = form(Operation.FILL, "{'image': 'aW1n', " + field + "}");

        assertThat(form.faults())
                .extracting(fault -> fault.get("type").textValue())
                .containsExactly(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"prompt", "steps", "prompt_upsampling", "guidance", "finetune_strength", "safety_tolerance"})
    void the_stand_in_refuses_null_for_finetuned_fill(String field) {
        SubmissionForm form =
                form(Operation.FILL_FINETUNED, "{'image': 'aW1n', 'finetune_id': 'mine', '" + field + "': null}");

        assertThat(form.faults())
                .extracting(fault -> fault.at("/loc/1").textValue())
                .containsExactly(field);
    }

    @Test
    void the_stand_in_refuses_a_webhook_url_of_more_than_2083_characters() {
        ObjectNode body = Json.object("{'image': 'aW1n'}");
        String url = "https://example.com/";
        body.put("webhook_url", url + "x".repeat(2083 - url.length()));
        assertThat(SubmissionForm.read(Operation.FILL, body).faults()).isEmpty();

        body.put("webhook_url", url + "x".repeat(2084 - url.length()));
        assertThat(SubmissionForm.read(Operation.FILL, body).faults().findValuesAsText("type"))
                .containsExactly("url_too_long");
    }

    private static SubmissionForm form(Operation operation, String body) {
        return SubmissionForm.read(operation, Json.read(body));
    }
}
