package io.fluxfill.rules.pydantic;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.json.LongText;
import io.fluxfill.json.Utf8;

/** Pydantic's {@code str} as {@link LaxString}, for what may be megabytes and is not copied. */
public final class LaxText implements LaxType<Utf8> {

    @Override
    public Utf8 read(JsonNode value) throws PydanticError {
        return LongText.of(LaxString.demandString(value));
    }
}
