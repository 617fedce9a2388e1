package io.fluxfill.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.testing.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
    private static final String BASE64 = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Insufficient credits",
                "Input should be greater than or equal to 15",
                "Not authenticated - Invalid Authentication",
                "What is this? Größe: 3 × 4.",
                "See https://docs.bfl.ai/flux_tools/flux_1_fill for more.",
                "Task 6f1c2a34-90ab-4cde-8f01-23456789abcd is gone",
            })
    void an_ordinary_sentence_stays_as_it_is(String text) {
        assertThat(SafeText.of(text)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "at https://delivery.bfl.ai/a.png?sig=s3cret now | at https://delivery.bfl.ai/a.png?… now",
                "http://x/y?a | http://x/y?…",
                "HTTPS://DELIVERY.BFL.AI/A.PNG?SIG=S3CRET | HTTPS://DELIVERY.BFL.AI/A.PNG?…",
                "two: https://a/b?sig=1 and https://c/d?sig=2. | two: https://a/b?… and https://c/d?…",
                "\"https://a/b?sig=s3cret\" failed | \"https://a/b?…\" failed",
                "'https://a/b?sig=s3cret' failed | 'https://a/b?… failed",
                "https://a/b?rscd=it's&sig=s3cret failed | https://a/b?… failed",
                "https:\\/\\/a\\/b?sig=s3cret failed | https:\\/\\/a\\/b?… failed",
                "/results/a.png?se=1&sig=s3cret expired | /results/a.png?… expired",
                "s3://bucket/key?versionId=s3cret expired | s3://bucket/key?… expired",
                "https://a/b?x=1?sig=s3cret | https://a/b?…",
                "https://a/b?s3cret | https://a/b?…",
            })
    void the_query_of_a_url_is_taken_out(String text, String safe) {
        assertThat(SafeText.of(text)).isEqualTo(safe);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "bfl_a1B2c3, bfl_…",
        "the key bfl_a1-B2_c3 is wrong, the key bfl_… is wrong",
        "x-key:bfl_abc.def, x-key:bfl_….def",
        "bfl_aaa and bfl_bbb, bfl_… and bfl_…",
    })
    void a_key_is_taken_out(String text, String safe) {
        assertThat(SafeText.of(text)).isEqualTo(safe);
    }

    @Test
    void base64_is_taken_out() {
        assertThat(SafeText.of("got " + BASE64 + " as image")).isEqualTo("got … as image");
        assertThat(SafeText.of("data:image/png;base64," + BASE64 + "+/=")).isEqualTo("data:image/png;base64,…");
    }

    @Test
    void base64_is_taken_out_when_it_is_url_safe_or_escaped_too() {
        assertThat(SafeText.of("got abcdefghij-bcdefghij_bcdefghijabcdefghij0 there"))
                .isEqualTo("got … there");
        assertThat(SafeText.of("got abcdefghij\\/bcdefghij\\/bcdefghijabcdefghij there"))
                .isEqualTo("got … there");
        assertThat(SafeText.of("got abcdefghij%2Bcdefghij%2Fcdefghijabcdefghij there"))
                .isEqualTo("got … there");
    }

    @Test
    void a_run_without_spaces_is_taken_out_from_forty_characters_on() {
        assertThat(SafeText.of("x".repeat(39))).isEqualTo("x".repeat(39));
        assertThat(SafeText.of("x".repeat(40))).isEqualTo("…");
    }

    @Test
    void text_is_cut_after_300_characters() {
        String words = "word ".repeat(60); // 300 characters

        assertThat(SafeText.of(words)).isEqualTo(words);
        assertThat(SafeText.of(words + ".")).isEqualTo(words + "…");
        assertThat(SafeText.of(words.repeat(1000))).isEqualTo(words + "…");
    }

    @Test
    void a_cut_leaves_no_part_of_a_long_run() {
        String words = "word ".repeat(55); // 275 characters: the run begins before the cut and ends after it

        assertThat(SafeText.of(words + BASE64)).isEqualTo(words + "…");
        assertThat(SafeText.of(BASE64.repeat(100_000))).isEqualTo("…");
    }

    @Test
    void a_cut_leaves_no_part_of_a_key_or_a_query() {
        String words = "word ".repeat(58); // 290 characters

        assertThat(SafeText.of(words + "bfl_a1b2c3d4e5f6")).isEqualTo(words + "…");
        assertThat(SafeText.of("word ".repeat(55) + "https://a/b?sig=s3cret-s3cret"))
                .isEqualTo("word ".repeat(55) + "https://a/b?…");
    }

    @Test
    void a_cut_does_not_halve_a_character() {
        String safe = SafeText.of("é ".repeat(149) + ".🎨🎨");

        assertThat(safe).isEqualTo("é ".repeat(149) + ".…");
    }

    @ParameterizedTest(name = "U+{0}")
    @ValueSource(strings = {"\n", "\r\n", "\t", "\u0000", "\u001b[31m", "\u0085", "\u2028"})
    void control_characters_do_not_break_the_line(String control) {
        assertThat(SafeText.of("one" + control + "two")).matches("one (\\[31m)?two");
    }

    @Test
    void every_text_in_json_is_made_safe_whatever_its_depth() {
        JsonNode json = Json.read("{'a': ['bfl_secret', {'b': 'https://x/y?sig=1'}], 'c': '" + BASE64 + "'}");

        assertThat(SafeText.of(json)).hasToString(Json.text("{'a':['bfl_…',{'b':'https://x/y?…'}],'c':'…'}"));
    }

    @Test
    void the_names_in_json_are_made_safe_too() {
        assertThat(SafeText.of(Json.read("{'" + BASE64 + "': 1}"))).isEqualTo(Json.read("{'…': 1}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "17", "1.5", "[]", "{}", "[null, [1, {'a': false}]]", "'text'"})
    void json_without_anything_secret_stays_as_it_is(String text) {
        assertThat(SafeText.of(Json.read(text))).isEqualTo(Json.read(text));
    }

    @Test
    void of_very_much_json_a_part_is_kept() {
        String words = "'" + "word ".repeat(100) + "'";
        JsonNode json = Json.read("{'list': [" + words + ("," + words).repeat(5_000) + "], 'more': 1}");

        assertThat(SafeText.of(json).get("list")).hasSize(148);
        assertThat(SafeText.of(json).toString()).hasSizeLessThan(50_000);
    }

    @Test
    void of_very_deep_json_the_upper_part_is_kept() {
        assertThat(SafeText.of(Json.read("[".repeat(900) + "]".repeat(900))))
                .isEqualTo(Json.read("[".repeat(8) + "'…'" + "]".repeat(8)));
    }

    @Test
    void a_number_that_nobody_reads_is_taken_out() {
        assertThat(SafeText.of(Json.read("[" + "7".repeat(41) + ", " + "7".repeat(40) + "]")))
                .isEqualTo(Json.read("['…', " + "7".repeat(40) + "]"));
    }

    @Test
    void fields_that_repeat_the_request_are_taken_out() {
        assertThat(SafeText.of(Json.read("{'a': {'input': {'image': 1}, 'webhook_secret': 's3cret', 'b': 1}}")))
                .isEqualTo(Json.read("{'a': {'b': 1}}"));
    }

    @Test
    void the_json_given_is_left_as_it_was() {
        JsonNode json = Json.read("{'a': ['bfl_secret']}");

        SafeText.of(json);

        assertThat(json).isEqualTo(Json.read("{'a': ['bfl_secret']}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "6b1ff0e6-36b6-4b7f-9f0e-3e4f5a6b7c8d", "task_1"})
    void an_id_is_told(String id) {
        assertThat(SafeText.id(id)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a red balloon", "a\nb", "<a>", "é", "https://x/y?sig=1", "a:b"})
    void text_that_is_no_id_is_left_out(String id) {
        assertThat(SafeText.id(id)).isEqualTo("…");
        assertThat(SafeText.id("x".repeat(65))).isEqualTo("…");
    }

    @Test
    void a_key_in_the_place_of_an_id_is_left_out() {
        assertThat(SafeText.id("bfl_secret")).isEqualTo("bfl_…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ready", "Task not found", "Generating", "Waiting in a long queue"})
    void a_status_word_is_told(String word) {
        assertThat(SafeText.status(word)).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Ready\nx", "a red balloon over the harbour", "bfl_secret", "https://x", "Ready2", " Ready"})
    void text_that_is_no_status_word_is_left_out(String word) {
        assertThat(SafeText.status(word)).isEqualTo("…");
        assertThat(SafeText.status("x".repeat(41))).isEqualTo("…");
    }
}
