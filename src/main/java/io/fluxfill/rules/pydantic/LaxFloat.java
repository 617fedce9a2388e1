package io.fluxfill.rules.pydantic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pydantic's {@code float}: numbers, booleans, and strings in the notation of Rust's {@code f64}, with single
 * underscores inside. Infinities and NaN are accepted; a {@link Range} refuses them.
 */
public final class LaxFloat implements LaxType<Double> {
    // Possessive where long, so that matching takes linear time.
    private static final Pattern NUMBER = Pattern.compile(
            "[+-]?(?:(?<finite>(?:[0-9]++(?:\\.[0-9]*+)?+|\\.[0-9]++)(?:e[+-]?[0-9]++)?+)|(?<nan>nan)|inf(?:inity)?)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SURROUNDING_SPACE =
            Pattern.compile("^\\p{IsWhite_Space}++|(?<!\\p{IsWhite_Space})\\p{IsWhite_Space}++$");

    @Override
    public Double read(JsonNode value) throws PydanticError {
        if (value.isNumber() && !isBeyondDouble(value)) {
            return value.doubleValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? 1.0 : 0.0;
        }
        if (value.isTextual()) {
            return ofText(LaxString.parseable(value));
        }
        throw new PydanticError("float_type", "Input should be a valid number");
    }

    /** Python turns an integer into a float only if that is finite, while a float such as 1e400 is simply infinite. */
    private static boolean isBeyondDouble(JsonNode number) {
        return number.isIntegralNumber() && Double.isInfinite(number.doubleValue());
    }

    private static double ofText(String text) throws PydanticError {
        // Pydantic removes either the space around a number or the underscores inside it, not both.
        String notation = hasOnlySingleInnerUnderscores(text)
                ? text.replace("_", "")
                : SURROUNDING_SPACE.matcher(text).replaceAll("");
        Matcher number = NUMBER.matcher(notation);
        if (!number.matches()) {
            throw new PydanticError(
                    "float_parsing", "Input should be a valid number, unable to parse string as a number");
        }
        if (number.group("finite") != null) {
            return Double.parseDouble(notation);
        }
        if (number.group("nan") != null) {
            return Double.NaN;
        }
        return notation.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    private static boolean hasOnlySingleInnerUnderscores(String text) {
        return text.contains("_") && !text.contains("__") && !text.startsWith("_") && !text.endsWith("_");
    }
}
