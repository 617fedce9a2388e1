package io.fluxfill.rules.pydantic;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Pydantic's {@code Field(max_length=…)} of a string, which Python counts in Unicode's code points.
 *
 * @param type the type of the string
 * @param max the most characters accepted
 */
public record MaxLength(LaxType<String> type, int max) implements LaxType<String> {

    @Override
    public String read(JsonNode value) throws PydanticError {
        String text = type.read(value);
        if (text.codePointCount(0, text.length()) > max) {
            throw new PydanticError("string_too_long", "String should have at most " + max + " characters");
        }
        return text;
    }
}
