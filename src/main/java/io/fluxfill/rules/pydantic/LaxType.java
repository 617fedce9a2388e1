package io.fluxfill.rules.pydantic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/**
 * One of pydantic's types in lax mode.
 *
 * @param <T> what an accepted value becomes
 */
@FunctionalInterface
public interface LaxType<T> {

    /**
     * Converts a value as pydantic does.
     *
     * @param value any JSON value, {@code null} (as a JSON value) included
     * @throws PydanticError if pydantic refuses the value
     */
    T read(JsonNode value) throws PydanticError;

    /** The same type with a further conversion of what it accepts; the conversion itself never refuses. */
    default <U> LaxType<U> map(Function<T, U> conversion) {
        return value -> conversion.apply(read(value));
    }
}
