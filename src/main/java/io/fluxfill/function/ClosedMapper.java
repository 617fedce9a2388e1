package io.fluxfill.function;

import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Jackson as the function needs it: trees, events and errors. Copies take no more modules. Quarkus makes one for Lambda while it
 * builds, and adds a module for dates of Joda-Time, which no event here is read into; it and the library would be in the
 * executable.
 */
final class ClosedMapper extends ObjectMapper {
    private static final long serialVersionUID = 1L;

    private final boolean closed;

    ClosedMapper() {
        super(new JsonMapper());
        this.closed = false;
    }

    private ClosedMapper(ClosedMapper original) {
        super(original);
        this.closed = true;
    }

    @Override
    public ObjectMapper copy() {
        return new ClosedMapper(this);
    }

    @Override
    public ObjectMapper registerModule(Module module) {
        return closed ? this : super.registerModule(module);
    }
}
