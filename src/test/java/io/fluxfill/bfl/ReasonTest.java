package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.fluxfill.testing.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'detail': ' Insufficient credits '} | Insufficient credits",
                "{'detail': {'message': 'm'}} | m",
                "{'detail': {'error': {'message': 'm', 'code': 1}}} | m",
                "{'message': 'm'} | m",
                "{'error': 'e'} | e",
                "{'error': 'e', 'message': 'm'} | m (e)",
                "{'error': 'm', 'message': 'm'} | m",
                "{'error': {'code': 'e', 'message': 'm'}} | m",
                "{'error': 'e', 'message': 'm', 'details': {'error': 'd'}} | m (e)",
                "{'detail': 'd', 'error': 'e', 'message': 'm'} | d",
                "{'detail': null, 'error': 'e', 'message': ''} | e",
                "{'detail': [], 'message': 'm'} | m",
                "{'details': 'd'} | d",
                "{'details': {'error': 'd'}} | d",
                "{'details': {'message': 'd'}, 'result': {'error': 'r'}} | d",
                "{'details': {}, 'result': {'error': 'r'}} | r",
                "{'result': {'error': {'message': 'r'}}} | r",
            })
    void the_words_are_found_in_every_shape(String answer, String words) {
        Reason reason = Reason.in(Json.read(answer));

        assertThat(reason.words()).isEqualTo(words);
        assertThat(reason.said()).isEqualTo(" BFL says: " + words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "17",
                "[]",
                "['no']",
                "{}",
                "{'detail': null}",
                "{'detail': 17}",
                "{'detail': ' '}",
                "{'detail': [{'msg': 'no'}]}",
                "{'details': {'Moderation Reasons': ['x']}}",
                "{'result': 'x'}",
                "{'result': {'message': 'x'}}",
                "{'error': {'error': {'error': {'error': 'too deep'}}}}",
            })
    void an_answer_without_words_says_nothing(String answer) {
        assertThat(Reason.in(Json.read(answer)).words()).isEmpty();
        assertThat(Reason.in(Json.read(answer)).said()).isEmpty();
    }

    @Test
    void what_is_no_json_says_nothing() {
        assertThat(Reason.in(MissingNode.getInstance())).isEqualTo(new Reason("", Optional.empty()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'error': 'e', 'message': 'm', 'details': {'steps': 'too many'}} | {'steps': 'too many'}",
                "{'details': 'd'} | 'd'",
                "{'details': ['d']} | ['d']",
                "{'details': {}, 'result': {'error': 'r'}} | 'r'",
                "{'error': 'e', 'message': 'm'} | {'error': 'e', 'message': 'm'}",
                "{'detail': {'code': 1}} | {'code': 1}",
                "{'status': 'Request Moderated', 'details': {'Reasons': ['x']}} | {'Reasons': ['x']}",
                "{'status': 'Error', 'details': {'error': 'x'}, 'result': {'error': 'y'}} | {'error': 'x'}",
                "{'status': 'Error', 'details': null, 'result': {'error': 'y'}} | 'y'",
                "{'status': 'Error', 'result': {'error': {'code': 1}}} | {'code': 1}",
                "{'status': 'Error', 'error': 'e', 'message': 'm', 'result': null} | {'error': 'e', 'message': 'm'}",
                "{'status': 'Failed', 'message': 'm', 'error': null} | {'message': 'm'}",
                "{'status': 'Error', 'error': 'e', 'details': ['x']} | ['x']",
            })
    void the_details_are_what_there_is_beyond_the_detail(String answer, String details) {
        assertThat(Reason.in(Json.read(answer)).details()).contains(Json.read(details));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'detail': 'd'}", "{'detail': [{'msg': 'no'}]}", "{'details': [], 'error': null}", "null"})
    void an_answer_without_details_has_none(String answer) {
        assertThat(Reason.in(Json.read(answer)).details()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'status': 'Error'}",
                "{'status': 'Error', 'details': null, 'result': null}",
                "{'status': 'Error', 'details': {}, 'result': {}}",
                "{'status': 'Error', 'details': [], 'result': {'error': null}}",
                "{'status': 'Error', 'result': 'x'}",
                "{'status': 'Error', 'error': '', 'message': ' '}",
            })
    void a_task_that_failed_may_have_neither_words_nor_details(String task) {
        assertThat(Reason.in(Json.read(task))).isEqualTo(new Reason("", Optional.empty()));
    }

    @Test
    void words_and_details_are_made_safe_to_be_told() {
        String picture = "iVBORw0KGgo".repeat(100_000);

        Reason reason =
                Reason.in(Json.read("{'message': 'see https://x/y?sig=1 of bfl_abc', 'details': {'image': '" + picture
                        + "', 'input': 'the request', 'inner': {'webhook_secret': 's3cret', 'url':"
                        + " 'https://x/y?sig=1'}}}"));

        assertThat(reason.words()).isEqualTo("see https://x/y?… of bfl_…");
        assertThat(reason.details()).contains(Json.read("{'image': '…', 'inner': {'url': 'https://x/y?…'}}"));
    }
}
