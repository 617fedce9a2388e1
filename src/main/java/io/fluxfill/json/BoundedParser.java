package io.fluxfill.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/**
 * A parser that stops at JSON with too much in it. A tree needs some hundred bytes for every value, however short that is:
 * an event of six megabytes could fill five hundred with two million empty objects.
 */
public class BoundedParser extends JsonParserDelegate {
    /**
     * The most tokens of one JSON text: values, names, and the ends of arrays and objects. A request has a few dozen and a
     * proxy event a few hundred; a tree of so many takes about a megabyte.
     */
    public static final int MAX_TOKENS = 10_000;

    /**
     * The most characters of all its names together. Jackson keeps them in a table, which takes time that grows with the square
     * of their length: half a second for names of six megabytes.
     */
    public static final int MAX_NAME_CHARS = 1_000_000;

    /** All that JSON must keep to here, for a sentence; beyond it, reading throws {@link StreamConstraintsException}. */
    public static final String LIMITS =
            "at most %d values and names, %d levels, %d characters in a number, %d in a name and %d in all names"
                    .formatted(
                            MAX_TOKENS,
                            StreamReadConstraints.DEFAULT_MAX_DEPTH,
                            StreamReadConstraints.DEFAULT_MAX_NUM_LEN,
                            StreamReadConstraints.DEFAULT_MAX_NAME_LEN,
                            MAX_NAME_CHARS);

    private int tokens;
    private int nameChars;

    /**
     * @param parser reads the text, with limits of its own on depth, numbers and names
     */
    public BoundedParser(JsonParser parser) {
        super(parser);
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = delegate.nextToken();
        if (token != null && ++tokens > MAX_TOKENS) {
            throw new StreamConstraintsException("There are more than " + MAX_TOKENS + " tokens");
        }
        if (token == JsonToken.FIELD_NAME) {
            nameChars += delegate.currentName().length();
            if (nameChars > MAX_NAME_CHARS) {
                throw new StreamConstraintsException("There are more than " + MAX_NAME_CHARS + " characters in names");
            }
        }
        return token;
    }
}
