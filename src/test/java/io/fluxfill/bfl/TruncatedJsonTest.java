package io.fluxfill.bfl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.testing.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TruncatedJsonTest {
    private static final String NAMED = "'id':'a1','polling_url':'https://api.eu2.bfl.ai/x'";

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "-1E-99999999999", "NaN", "Infinity", "-Infinity"})
    void a_number_that_nobody_can_hold_becomes_null_and_the_rest_is_read(String number) {
        assertWhole(
                "{'cost':" + number + "," + NAMED + ",'result':{'seed':" + number + ",'list':[1," + number + ",'x']}}",
                "{'cost':null," + NAMED + ",'result':{'seed':null,'list':[1,null,'x']}}");
    }

    @Test
    void a_number_of_2000_digits_becomes_null_and_the_rest_is_read() {
        String digits = "7".repeat(2_000);

        assertWhole(
                "{'cost':" + digits + ",'b':0." + digits + "," + NAMED + "}", "{'cost':null,'b':null," + NAMED + "}");
    }

    @Test
    void a_tree_that_no_stack_would_hold_is_cut_off_where_it_is_too_deep() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        ParsedBody content = read("{'x':" + deep + "," + NAMED + "}");

        assertThat(content.whole()).isTrue();
        assertThat(content.json().path("id").textValue()).isEqualTo("a1");
        assertThat(content.json().path("x").toString()).hasSizeLessThan(300);
    }

    @Test
    void an_id_after_a_million_values_is_found_and_the_values_are_not_kept() {
        ParsedBody content = read("{'x':[" + "{'y':1},".repeat(500_000) + "1e9999999999]," + NAMED + "}");

        assertThat(content.json().path("id").textValue()).isEqualTo("a1");
        assertThat(content.json().toString()).hasSizeLessThan(100_000);
    }

    @Test
    void numbers_that_can_be_read_are_kept_as_they_were_written() {
        String body = "{'id':77,'big':12345678901234567890,'time':1795176000.120,'list':[true,false,null,{}],'x':null}";

        assertThat(read(body).json()).hasToString(Json.text(body));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{NAMED | {NAMED}",
                "{NAMED, 'co | {NAMED}",
                "{NAMED, 'cost': | {NAMED}",
                "{NAMED, 'cost': 12 | {NAMED}",
                "{NAMED, 'cost': x} | {NAMED}",
                "{NAMED, 'word': 'cut o | {NAMED}",
                "{NAMED, 'list': [1, 2 | {NAMED,'list':[1]}",
                "{NAMED, 'inner': {'a': 1, 'b': 2 | {NAMED,'inner':{'a':1}}",
                "{NAMED]} | {NAMED}",
            })
    void what_stands_before_a_fault_in_the_syntax_is_kept(String body, String expected) {
        ParsedBody content = read(body.replace("NAMED", NAMED));

        assertThat(content.whole()).isFalse();
        assertThat(content.json()).hasToString(Json.text(expected.replace("NAMED", NAMED)));
    }

    @Test
    void an_id_that_breaks_off_is_not_taken_for_another_one() {
        assertThat(read("{'id': 12").json()).hasToString("{}");
        assertThat(read("{'id': 12, 'x': null, 'y").json()).hasToString(Json.text("{'id':12,'x':null}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "<html>", "[{'id': 1e99999999999}]", "'id'", "17", "upstream connect error"})
    void a_body_that_does_not_begin_as_an_object_is_no_json(String body) {
        assertThat(read(body).isJson()).isFalse();
        assertThat(read(body).whole()).isFalse();
    }

    private static void assertWhole(String body, String expected) {
        ParsedBody content = read(body);

        assertThat(content.json()).hasToString(Json.text(expected));
        assertThat(content.whole()).isTrue();
    }

    private static ParsedBody read(String body) {
        return new TruncatedJson().of(Json.text(body).getBytes(UTF_8));
    }
}
