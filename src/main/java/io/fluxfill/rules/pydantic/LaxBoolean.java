package io.fluxfill.rules.pydantic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;

/** Pydantic's {@code bool}: booleans, 0 and 1 as integer or float, and words such as {@code "yes"} or {@code "OFF"}. */
public final class LaxBoolean implements LaxType<Boolean> {
    private static final Set<String> TRUE = Set.of("1", "on", "t", "true", "y", "yes");
    private static final Set<String> FALSE = Set.of("0", "off", "f", "false", "n", "no");

    @Override
    public Boolean read(JsonNode value) throws PydanticError {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isTextual()) {
            return ofWord(LaxString.parseable(value));
        }
        if (isSmallInteger(value)) {
            return ofWord(Long.toString(value.longValue()));
        }
        throw new PydanticError("bool_type", "Input should be a valid boolean");
    }

    /** Other numbers are of the wrong type to pydantic, not of the wrong value. */
    private static boolean isSmallInteger(JsonNode value) {
        return value.isFloatingPointNumber()
                ? value.doubleValue() == value.longValue() && Math.abs(value.doubleValue()) < 0x1p63
                : value.canConvertToLong() && value.isIntegralNumber();
    }

    private static boolean ofWord(String text) throws PydanticError {
        String word = text.toLowerCase(Locale.ROOT);
        if (!TRUE.contains(word) && !FALSE.contains(word)) {
            throw new PydanticError("bool_parsing", "Input should be a valid boolean, unable to interpret input");
        }
        return TRUE.contains(word);
    }
}
