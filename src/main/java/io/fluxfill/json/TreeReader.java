package io.fluxfill.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;

/**
 * Reads JSON trees as {@link ObjectReader#readTree(byte[])} does, but for the long strings in them, see {@link LongText}, and
 * for their size, see {@link BoundedParser}.
 */
public final class TreeReader {
    private final ObjectReader json;

    /**
     * @param json sets limits and features
     */
    public TreeReader(ObjectReader json) {
        this.json = json;
    }

    /**
     * The tree of a JSON text; a missing node where there is none.
     *
     * @param text must not be changed while the tree is in use, which holds parts of it
     * @throws com.fasterxml.jackson.core.exc.StreamConstraintsException where it goes beyond {@link BoundedParser#LIMITS}
     * @throws IOException where it is not JSON
     */
    public JsonNode read(Utf8 text) throws IOException {
        return read(LongTextParser.of(json, text, false));
    }

    /**
     * The same for a text that nobody else reads, now or later: long strings with escapes are unescaped where they lie, and
     * so need no memory of their own.
     */
    public JsonNode readOnce(Utf8 text) throws IOException {
        return read(LongTextParser.of(json, text, true));
    }

    private JsonNode read(LongTextParser text) throws IOException {
        try (text) {
            JsonNode tree = json.readTree(text);
            return tree == null ? MissingNode.getInstance() : tree;
        }
    }
}
