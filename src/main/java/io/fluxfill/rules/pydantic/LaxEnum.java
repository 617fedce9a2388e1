package io.fluxfill.rules.pydantic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Pydantic's type for a {@code str} enumeration: exactly one of its words.
 *
 * @param words the words in the enumeration's order, two at least
 */
public record LaxEnum(List<String> words) implements LaxType<String> {

    public LaxEnum {
        words = List.copyOf(words);
    }

    @Override
    public String read(JsonNode value) throws PydanticError {
        if (value.isTextual() && words.contains(LaxString.parseable(value))) {
            return value.textValue();
        }
        throw new PydanticError("enum", "Input should be " + listed());
    }

    private String listed() {
        int last = words.size() - 1;
        return words.stream().limit(last).collect(Collectors.joining("', '", "'", "' or '")) + words.get(last) + "'";
    }
}
