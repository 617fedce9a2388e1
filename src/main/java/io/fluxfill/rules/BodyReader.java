package io.fluxfill.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.rules.pydantic.LaxType;
import io.fluxfill.rules.pydantic.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Reads the fields of one body and keeps the faults in that order. A faulty or absent field reads as null. */
final class BodyReader {
    private final ObjectNode body;
    private final List<Fault> faults = new ArrayList<>();

    BodyReader(ObjectNode body) {
        this.body = body;
    }

    /** Reads a field that must be there. */
    <T> T required(String field, LaxType<T> type) {
        if (!body.has(field)) {
            faults.add(Fault.inBody("missing", field, "Field required"));
            return null;
        }
        return optional(field, type);
    }

    /** Reads a field that may be absent, but not null. */
    <T> T optional(String field, LaxType<T> type) {
        JsonNode value = body.get(field);
        if (value == null) {
            return null;
        }
        try {
            return type.read(value);
        } catch (Refusal refusal) {
            faults.add(Fault.inBody(refusal.type(), field, refusal.getMessage()));
            return null;
        }
    }

    /** Reads a field that may be absent or null. */
    <T> T nullable(String field, LaxType<T> type) {
        return body.hasNonNull(field) ? optional(field, type) : null;
    }

    /** Reads a field whose being nullable depends on the endpoint. */
    <T> T nullableIf(boolean nullable, String field, LaxType<T> type) {
        return nullable ? nullable(field, type) : optional(field, type);
    }

    /** The faults so far. */
    List<Fault> faults() {
        return faults;
    }
}
