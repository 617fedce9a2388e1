package io.fluxfill.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.IOException;

/** A JSON string that is only made a {@link String} for whoever asks for one. It equals no {@code TextNode}. */
public final class LongText extends ValueNode {
    private static final long serialVersionUID = 1L;

    private final transient Utf8 text;

    LongText(Utf8 text) {
        this.text = text;
    }

    /** The text of any JSON string, not copied where it is a long one. */
    public static Utf8 of(JsonNode string) {
        return string instanceof LongText longText ? longText.text : Utf8.of(string.textValue());
    }

    @Override
    public JsonNodeType getNodeType() {
        return JsonNodeType.STRING;
    }

    @Override
    public JsonToken asToken() {
        return JsonToken.VALUE_STRING;
    }

    @Override
    public String textValue() {
        return text.string();
    }

    @Override
    public String asText() {
        return text.string();
    }

    @Override
    public void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeString(text.string());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LongText longText && text.equals(longText.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
