package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.testing.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | Finetune not found or not ready | InvalidRequest: BFL refused the request (HTTP 400).",
                "401 | Unauthorized | Unauthorized: BFL refused the configured key (HTTP 401).",
                "402 | Insufficient credits | InsufficientCredits: The BFL account has too few credits.",
                "403 | Not authenticated | Unauthorized: BFL refused the configured key (HTTP 403).",
                "422 | Invalid API key format | Unauthorized: BFL refused the configured key (HTTP 422).",
                "422 | INVALID API KEY | Unauthorized: BFL refused the configured key (HTTP 422).",
                "422 | Invalid image | InvalidRequest: BFL refused the request (HTTP 422).",
                "404 | Not Found | InvalidRequest: BFL refused the request (HTTP 404).",
            })
    void what_bfl_says_follows_the_sentence(int status, String detail, String beginning) {
        assertThat(refusal(status, "{'detail': '" + detail + "'}"))
                .hasToString("FluxFill." + beginning + " BFL says: " + detail);
    }

    @Test
    void every_shape_of_a_reason_is_read() {
        assertThat(refusal(
                        400,
                        "{'error': 'validation_error', 'message': 'Invalid request parameters',"
                                + " 'details': {'steps': 'too many'}}"))
                .hasToString("""
                    FluxFill.InvalidRequest: BFL refused the request (HTTP 400). \
                    BFL says: Invalid request parameters (validation_error) {"details":{"steps":"too many"}}\
                    """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'error': 'invalid_api_key'}",
                "{'error': 'unauthorized', 'message': 'Invalid API key format'}",
                "{'detail': {'message': 'Invalid API key format'}}",
            })
    void a_key_of_the_wrong_form_is_told_in_every_shape_too(String body) {
        assertThat(refusal(422, body).type()).isEqualTo(ErrorType.UNAUTHORIZED);
    }

    @Test
    void of_a_long_list_of_faults_the_first_twenty_are_told() {
        String fault = Json.text("{'type': 't', 'loc': ['body', 'x'], 'msg': 'm'}");

        FluxFillException refusal = refusal(422, "{'detail': [" + fault + ("," + fault).repeat(10_000) + "]}");

        assertThat(refusal.data().get("detail")).hasSize(20);
        assertThat(refusal.data().at("/detail/19"))
                .hasToString(fault.replace(": ", ":").replace(", ", ","));
    }

    @Test
    void what_bfl_says_is_kept_out_of_the_sentence_for_logs() {
        assertThat(refusal(400, "{\"detail\": \"no 'PLANTED' here\"}").sentence())
                .isEqualTo("BFL refused the request (HTTP 400).");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "17", "{'detail': null}", "{'detail': 17}", "{'detail': '  '}"})
    void where_bfl_gives_no_reason_nothing_follows_the_sentence(String body) {
        FluxFillException refusal = refusal(400, body);

        assertThat(refusal).hasMessage("BFL refused the request (HTTP 400).");
        assertThat(refusal.data()).isEmpty();
    }

    @Test
    void where_bfl_answers_no_json_nothing_follows_the_sentence() {
        assertThat(Refusal.of(402, MissingNode.getInstance())).hasMessage("The BFL account has too few credits.");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"400, 400", "404, 422", "413, 422", "422, 422"})
    void an_invalid_request_is_400_only_where_bfl_says_so(int status, int httpStatus) {
        FluxFillException refusal = refusal(status, "{'detail': 'no'}");

        assertThat(refusal.type()).isEqualTo(ErrorType.INVALID_REQUEST);
        assertThat(refusal.httpStatus()).isEqualTo(httpStatus);
    }

    @Test
    void of_a_fault_only_type_place_and_message_are_kept() {
        FluxFillException refusal = refusal(422, """
            {"detail": [
              {"type": "missing", "loc": ["body", 0, "image"], "msg": "Field required",
               "input": {"mask": "x"}, "url": "https://errors/?x=1", "ctx": {}},
              {"msg": "Invalid mask"}]}
            """);

        assertThat(refusal.data()).isEqualTo(Json.object("""
            {"detail": [
              {"type": "missing", "loc": ["body", 0, "image"], "msg": "Field required"},
              {"msg": "Invalid mask"}]}
            """));
    }

    @Test
    void a_fault_that_is_a_mere_text_is_its_message() {
        assertThat(refusal(422, "{'detail': ['Invalid mask', 17]}").data())
                .hasToString(Json.text("{'detail':[{'msg':'Invalid mask'},{}]}"));
    }

    @Test
    void the_parts_of_a_fault_that_are_kept_are_made_safe() {
        String picture = "iVBORw0KGgo".repeat(1000);
        FluxFillException refusal = refusal(422, """
            {"detail": [{"type": "%1$s", "loc": ["body", "%1$s"], "msg": "bfl_secret https://x/y?sig=1 %1$s"}]}
            """.formatted(picture));

        assertThat(refusal.data())
                .hasToString(Json.text("{'detail':[{'type':'…','loc':['body','…'],'msg':'bfl_… https://x/y?… …'}]}"));
    }

    @Test
    void what_bfl_says_is_made_safe() {
        assertThat(refusal(401, "{'detail': 'Key bfl_abc123 is unknown, see https://x/y?sig=1'}"))
                .hasMessage(
                        "BFL refused the configured key (HTTP 401). BFL says: Key bfl_… is unknown, see https://x/y?…");
    }

    private static FluxFillException refusal(int status, String body) {
        return Refusal.of(status, Json.read(body));
    }
}
