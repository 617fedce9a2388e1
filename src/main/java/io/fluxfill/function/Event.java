package io.fluxfill.function;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the function is invoked with. A type of its own, so that {@link EventReader} can read it.
 *
 * @param tree any JSON
 */
public record Event(JsonNode tree) {

    /** The kind of JSON only: the rest may be pictures. */
    @Override
    public String toString() {
        return tree.getNodeType().toString();
    }
}
