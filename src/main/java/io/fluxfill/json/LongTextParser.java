package io.fluxfill.json;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Jackson's parser, but for long texts: these are taken as they lie in the bytes, as embedded {@link LongText}s, and
 * Jackson's parser goes on behind them. A text that is no JSON is left to it, for it to say so.
 *
 * <p>Only what reading a tree asks for is prepared for the embedded texts.
 */
final class LongTextParser extends BoundedParser {
    /** In bytes. A shorter text is not worth the trouble. */
    static final int SHORTEST = 16 * 1024;

    private final Utf8 json;
    private final int end;
    private final boolean mayChange;
    private final ByteArrayInputStream source;

    /** What to add to a place that Jackson's parser tells, which knows nothing of what it was not given. */
    private long shift;

    private LongText longText;

    private LongTextParser(ObjectReader reader, Utf8 json, boolean mayChange, ByteArrayInputStream source)
            throws IOException {
        super(reader.createParser(source));
        this.json = json;
        this.end = json.offset() + json.length();
        this.mayChange = mayChange;
        this.source = source;
        this.shift = json.offset();
    }

    /**
     * A parser of a JSON text.
     *
     * @param mayChange whether long texts may be unescaped where they lie; if not, Jackson takes those that have escapes
     */
    static LongTextParser of(ObjectReader reader, Utf8 json, boolean mayChange) throws IOException {
        ByteArrayInputStream source = new ByteArrayInputStream(json.array(), json.offset(), json.length());
        return new LongTextParser(reader, json, mayChange, source);
    }

    @Override
    public JsonToken nextToken() throws IOException {
        longText = super.nextToken() == JsonToken.VALUE_STRING ? takeLongText() : null;
        return currentToken();
    }

    @Override
    public JsonToken currentToken() {
        return longText == null ? delegate.currentToken() : JsonToken.VALUE_EMBEDDED_OBJECT;
    }

    @Override
    public int currentTokenId() {
        return longText == null ? delegate.currentTokenId() : JsonToken.VALUE_EMBEDDED_OBJECT.id();
    }

    @Override
    public Object getEmbeddedObject() throws IOException {
        return longText == null ? delegate.getEmbeddedObject() : longText;
    }

    /** The text at hand, if it is a long one that can be taken; Jackson's parser then stands before its closing quote. */
    private LongText takeLongText() throws IOException {
        long place = delegate.currentTokenLocation().getByteOffset();
        if (place < 0) {
            // The bytes are not UTF-8.
            return null;
        }
        byte[] bytes = json.array();
        int from = (int) (place + shift) + 1;
        int plainEnd = JsonString.plainUntil(bytes, from, end);
        int quote =
                mayChange ? JsonString.closingQuote(bytes, plainEnd, end) : JsonString.quoteAt(bytes, plainEnd, end);
        int length = quote - from;
        if (length < SHORTEST || length > streamReadConstraints().getMaxStringLength()) {
            return null;
        }
        goOnAt(quote);
        int textEnd = quote == plainEnd ? quote : JsonString.unescape(bytes, from, quote);
        return new LongText(new Utf8(bytes, from, textEnd - from));
    }

    /** Makes Jackson's parser forget what it was given already, and gives it what is from a place on. */
    private void goOnAt(int place) throws IOException {
        delegate.releaseBuffered(OutputStream.nullOutputStream());
        int given = end - source.available();
        source.reset();
        source.skip(place - json.offset());
        shift += place - given;
    }
}
