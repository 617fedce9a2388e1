package io.fluxfill.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeReaderTest {
    private static final String LONG = "AbC+/9==".repeat(LongTextParser.SHORTEST / 8);

    private final ObjectMapper mapper = new ObjectMapper();
    private final TreeReader reader = new TreeReader(mapper.reader());

    @Test
    void a_long_text_stays_in_the_bytes_it_came_in() throws IOException {
        Utf8 json = Utf8.of("{\"a\": 1, \"b\": \"" + LONG + "\", \"c\": {\"d\": [\"" + LONG + "\"]}}");

        JsonNode tree = reader.read(json);

        assertThat(tree.get("a").intValue()).isEqualTo(1);
        assertThat(LongText.of(tree.get("b"))).isEqualTo(Utf8.of(LONG));
        assertThat(LongText.of(tree.get("b")).array()).isSameAs(json.array());
        assertThat(LongText.of(tree.at("/c/d/0"))).isEqualTo(Utf8.of(LONG));
        assertThat(LongText.of(tree.at("/c/d/0")).array()).isSameAs(json.array());
    }

    @Test
    void a_shorter_text_is_a_string_at_once() throws IOException {
        assertThat(reader.read(string(LONG.substring(1)))).isInstanceOf(TextNode.class);
        assertThat(reader.read(string(LONG))).isInstanceOf(LongText.class);
    }

    @Test
    void a_part_of_an_array_is_read_as_if_it_were_all() throws IOException {
        Utf8 more = Utf8.of("[\"" + "}".repeat(9000) + "{\"a\": \"" + LONG + "\", \"b\": \"" + LONG + "\"}]" + LONG);

        JsonNode tree = reader.read(new Utf8(more.array(), 9002, more.length() - 9003 - LONG.length()));

        assertThat(tree.size()).isEqualTo(2);
        assertThat(tree.get("a").textValue()).isEqualTo(LONG);
        assertThat(tree.get("b")).isEqualTo(tree.get("a")).isInstanceOf(LongText.class);
    }

    @Test
    void a_byte_order_mark_does_not_shift_the_texts_behind_it() throws IOException {
        assertThat(reader.read(Utf8.of("\uFEFF{\"a\": \"" + LONG + "\"}")).get("a"))
                .isEqualTo(new LongText(Utf8.of(LONG)));
    }

    @Test
    void the_last_of_two_fields_by_one_name_wins() throws IOException {
        JsonNode tree =
                reader.read(Utf8.of("{\"a\": \"" + LONG + "\", \"a\": \"b\", \"c\": 1, \"c\": \"" + LONG + "\"}"));

        assertThat(tree.get("a").textValue()).isEqualTo("b");
        assertThat(tree.get("c").textValue()).isEqualTo(LONG);
    }

    @Test
    void what_is_read_more_than_once_is_not_changed() throws IOException {
        Utf8 json = string(LONG + "\\n" + LONG);
        byte[] before = json.array().clone();

        assertThat(reader.read(json)).isEqualTo(TextNode.valueOf(LONG + "\n" + LONG));

        assertThat(json.array()).isEqualTo(before);
    }

    @Test
    void what_is_read_once_is_unescaped_where_it_lies() throws IOException {
        Utf8 json = Utf8.of(
                "{\"body\": \"{\\\"image\\\": \\\"" + LONG + "\\\", \\\"prompt\\\": \\\"\\\\n é\\\"}\", \"a\": \"é\"}");

        JsonNode tree = reader.readOnce(json);
        Utf8 body = LongText.of(tree.get("body"));
        JsonNode inner = reader.read(body);

        assertThat(body.array()).isSameAs(json.array());
        assertThat(body.string()).isEqualTo("{\"image\": \"" + LONG + "\", \"prompt\": \"\\n é\"}");
        assertThat(tree.get("a").textValue()).isEqualTo("é");
        assertThat(inner.get("prompt").textValue()).isEqualTo("\n é");
        assertThat(LongText.of(inner.get("image"))).isEqualTo(Utf8.of(LONG));
        assertThat(LongText.of(inner.get("image")).array()).isSameAs(json.array());
    }

    @Test
    void an_escape_of_four_digits_is_left_to_jackson() throws IOException {
        Utf8 json = string(LONG + "\\n\\u00e9\\ud800");

        assertThat(reader.readOnce(json)).isEqualTo(TextNode.valueOf(LONG + "\n\u00e9\ud800"));
    }

    @Test
    void nothing_at_all_is_a_missing_node() throws IOException {
        assertThat(reader.read(Utf8.of(" \n")).isMissingNode()).isTrue();
        assertThat(reader.read(Utf8.of("")).isMissingNode()).isTrue();
    }

    @Test
    void what_follows_the_json_is_refused_where_that_is_asked_for() throws IOException {
        Utf8 two = Utf8.of("{\"a\": \"" + LONG + "\"} \"" + LONG + "\"");

        assertThat(reader.read(two).size()).isEqualTo(1);
        assertThatThrownBy(() -> strict().read(two)).isInstanceOf(JsonProcessingException.class);
        assertThat(strict().read(string(LONG)).textValue()).isEqualTo(LONG);
    }

    @Test
    void a_text_in_another_encoding_is_left_to_jackson() throws IOException {
        byte[] json = ("{\"a\": \"" + LONG + "\"}").getBytes(StandardCharsets.UTF_16BE);

        assertThat(reader.read(Utf8.of(json)).get("a")).isEqualTo(TextNode.valueOf(LONG));
    }

    @Test
    void the_longest_text_is_the_longest_for_jackson() throws IOException {
        StreamReadConstraints limit =
                StreamReadConstraints.builder().maxStringLength(LONG.length()).build();
        JsonFactory factory = JsonFactory.builder().streamReadConstraints(limit).build();
        TreeReader limited = new TreeReader(new ObjectMapper(factory).reader());

        assertThat(limited.read(string(LONG))).isInstanceOf(LongText.class);
        assertThatThrownBy(() -> limited.read(string(LONG + "a"))).isInstanceOf(StreamConstraintsException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\"}",
                "\u0000\"}",
                "\\",
                "\\\"}",
                "\\x\"}",
                "\\u12\"}",
                "\"",
                "\": 1}",
                "\" \"\"}",
                "\"} x"
            })
    void a_long_text_that_is_no_json_or_in_none_is_refused(String end) {
        String json = "{\"a\": \"" + LONG + end;

        assertThatThrownBy(() -> strict().read(Utf8.of(json))).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> strict().readOnce(Utf8.of(json))).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void a_long_name_of_a_field_is_no_long_text() throws IOException {
        assertThat(reader.read(Utf8.of("{\"" + LONG + "\": 1}")).get(LONG).intValue())
                .isEqualTo(1);
    }

    @Test
    void a_flat_text_has_at_most_ten_thousand_tokens() throws IOException {
        assertThat(strict().read(array("1", 9_998))).hasSize(9_998);
        assertThatThrownBy(() -> strict().read(array("1", 9_999))).isInstanceOf(StreamConstraintsException.class);
        assertThatThrownBy(() -> reader.readOnce(array("1", 9_999))).isInstanceOf(StreamConstraintsException.class);
    }

    @Test
    void names_and_ends_count_as_tokens_at_any_depth() throws IOException {
        assertThat(reader.read(array("{\"a\":[]}", 1_999))).hasSize(1_999);
        assertThatThrownBy(() -> reader.read(array("{\"a\":[]}", 2_000)))
                .isInstanceOf(StreamConstraintsException.class);
    }

    @Test
    void names_have_at_most_a_million_characters_together() throws IOException {
        String most = "{\"" + "a".repeat(49_999) + "\":1,\"b\":1},";

        assertThat(reader.read(Utf8.of("[" + most.repeat(20) + "{\"\":1}]"))).hasSize(21);
        assertThatThrownBy(() -> reader.read(Utf8.of("[" + most.repeat(20) + "{\"c\":1}]")))
                .isInstanceOf(StreamConstraintsException.class);
    }

    @Test
    void long_texts_count_as_one_token_each() throws IOException {
        assertThat(reader.read(array("\"" + LONG + "\"", 100))).hasSize(100);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beyondLimits")
    void what_goes_beyond_a_limit_is_told_from_what_is_no_json(String json) {
        assertThatThrownBy(() -> strict().read(Utf8.of(json))).isInstanceOf(StreamConstraintsException.class);
    }

    static Stream<Named<String>> beyondLimits() {
        return Stream.of(
                Named.of("an integer of 1001 digits", "[" + "1".repeat(1001) + "]"),
                Named.of("a fraction of 1001 digits", "[1." + "1".repeat(1001) + "]"),
                Named.of("1001 arrays in each other", "[".repeat(1001) + "]".repeat(1001)),
                Named.of("a name of 50,001 letters", "{\"" + "a".repeat(50_001) + "\":1}"));
    }

    private TreeReader strict() {
        return new TreeReader(mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS));
    }

    /** A JSON string, from what is between its quotes. */
    private static Utf8 string(String content) {
        return Utf8.of("\"" + content + "\"");
    }

    private static Utf8 array(String element, int times) {
        return Utf8.of("[" + String.join(",", Collections.nCopies(times, element)) + "]");
    }
}
