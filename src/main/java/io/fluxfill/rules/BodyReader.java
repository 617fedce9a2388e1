package io.fluxfill.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.rules.pydantic.PydanticError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the fields of one body and keeps the faults in that order. */
final class BodyReader {
    private final ObjectNode body;
    private final List<ValidationError> faults = new ArrayList<>();

    BodyReader(ObjectNode body) {
        this.body = body;
    }

    /** The value of a field, or nothing if it is absent, null or faulty. */
    Optional<Object> read(Field field) {
        JsonNode value = body.get(field.name());
        if (value == null) {
            if (field.presence() == Field.Presence.REQUIRED) {
                faults.add(ValidationError.inBody("missing", field.name(), "Field required"));
            }
            return Optional.empty();
        }
        if (value.isNull() && field.presence().isNullable()) {
            return Optional.empty();
        }
        try {
            return Optional.of(field.type().read(value));
        } catch (PydanticError refusal) {
            faults.add(ValidationError.inBody(refusal.type(), field.name(), refusal.getMessage()));
            return Optional.empty();
        }
    }

    /** The faults so far. */
    List<ValidationError> faults() {
        return faults;
    }
}
