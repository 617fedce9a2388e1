package io.fluxfill.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;

class LongTextTest {
    private final Utf8 text = Utf8.of("a \"text\"\né");
    private final JsonNode node = new LongText(text);

    @Test
    void a_long_text_is_a_string_as_any_other() {
        assertThat(node.isTextual()).isTrue();
        assertThat(node.asToken()).isEqualTo(JsonToken.VALUE_STRING);
        assertThat(node.textValue()).isEqualTo("a \"text\"\né");
        assertThat(node.asText()).isEqualTo("a \"text\"\né");
        ObjectNode object = JsonNodeFactory.instance.objectNode().set("a", node);
        assertThat(object.toString()).isEqualTo("{\"a\":\"a \\\"text\\\"\\né\"}");
    }

    @Test
    void a_long_text_equals_another_of_the_same_text() {
        LongText same = new LongText(Utf8.of(text.string()));

        assertThat(node).isEqualTo(same).hasSameHashCodeAs(same);
        LongText another = new LongText(Utf8.of("another"));
        assertThat(node).isNotEqualTo(another).doesNotHaveSameHashCodeAs(another);
        assertThat(node).isNotEqualTo(TextNode.valueOf(text.string()));
    }

    @Test
    void the_bytes_of_a_long_text_are_given_without_a_copy() {
        assertThat(LongText.of(node)).isSameAs(text);
    }

    @Test
    void the_bytes_of_any_other_string_are_its_utf8() {
        assertThat(LongText.of(TextNode.valueOf("é"))).isEqualTo(Utf8.of("é"));
    }
}
