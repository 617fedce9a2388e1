package io.fluxfill.rules.pydantic;

import com.fasterxml.jackson.databind.JsonNode;

/** Pydantic's {@code str}: JSON strings only, lone surrogates included. */
public final class LaxString implements LaxType<String> {

    @Override
    public String read(JsonNode value) throws PydanticError {
        return demandString(value).textValue();
    }

    /** The value, if it is a string. */
    static JsonNode demandString(JsonNode value) throws PydanticError {
        if (!value.isTextual()) {
            throw new PydanticError("string_type", "Input should be a valid string");
        }
        return value;
    }

    /**
     * The text of a JSON string that another type is going to parse. Pydantic parses UTF-8, which cannot hold a lone
     * surrogate.
     */
    static String parseable(JsonNode string) throws PydanticError {
        String text = string.textValue();
        if (text.codePoints().anyMatch(LaxString::isSurrogate)) {
            throw new PydanticError(
                    "string_unicode", "Input should be a valid string, unable to parse raw data as a unicode string");
        }
        return text;
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
