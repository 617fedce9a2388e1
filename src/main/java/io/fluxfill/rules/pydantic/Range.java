package io.fluxfill.rules.pydantic;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Pydantic's {@code Field(ge=…, le=…)}: a number type with an inclusive lower and upper bound.
 *
 * @param type the type of the number
 * @param min the smallest number accepted, written in messages as given
 * @param max the largest number accepted, written in messages as given
 */
public record Range<T extends Number>(LaxType<T> type, Number min, Number max) implements LaxType<T> {

    @Override
    public T read(JsonNode value) throws PydanticError {
        T number = type.read(value);
        // Compared as primitives: NaN must not pass, and -0.0 must equal 0. Pydantic looks at the upper bound first.
        if (!(number.doubleValue() <= max.doubleValue())) {
            throw new PydanticError("less_than_equal", "Input should be less than or equal to " + max);
        }
        if (number.doubleValue() < min.doubleValue()) {
            throw new PydanticError("greater_than_equal", "Input should be greater than or equal to " + min);
        }
        return number;
    }
}
