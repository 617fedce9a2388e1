package io.fluxfill.function;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.NullNode;
import io.fluxfill.json.BoundedParser;
import io.fluxfill.json.TreeReader;
import io.fluxfill.json.Utf8;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/** Has Funqy read events by {@link TreeReader}: the pictures in them never become strings. */
@Singleton
public class EventReader {

    /** Teaches it to a mapper. */
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(
                new SimpleModule("FluxFill events").addDeserializer(Event.class, new EventDeserializer()));
    }

    private static final class EventDeserializer extends StdDeserializer<Event> {
        private static final long serialVersionUID = 1L;

        /** An encoding is told by the first four bytes, and that was done already: by these it is UTF-8. */
        private static final byte[] BEGIN = "   {".getBytes(StandardCharsets.US_ASCII);

        EventDeserializer() {
            super(Event.class);
        }

        @Override
        public Event deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            ByteArrayOutputStream begin = new ByteArrayOutputStream();
            begin.writeBytes(BEGIN);
            // Only a parser of bytes gives back what it has not read yet.
            if (!parser.hasToken(JsonToken.START_OBJECT) || parser.releaseBuffered(begin) < 0) {
                return new Event(context.readTree(new BoundedParser(parser)));
            }
            InputStream rest = parser.getInputSource() instanceof InputStream in ? in : InputStream.nullInputStream();
            Utf8 event = Utf8.readAll(new SequenceInputStream(new ByteArrayInputStream(begin.toByteArray()), rest));
            ObjectMapper mapper = (ObjectMapper) parser.getCodec();
            return new Event(new TreeReader(mapper.reader()).readOnce(event));
        }

        @Override
        public Event getNullValue(DeserializationContext context) {
            return new Event(NullNode.getInstance());
        }
    }
}
