package io.fluxfill.bfl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.json.BoundedParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads what can be read of a JSON object that a usual reader refuses: the id of a paid task may stand beside a number
 * that nobody can hold, before the place where the body breaks off, or among more values than any answer of BFL's has.
 *
 * <p>Numbers that cannot be read, and what is nested too deeply to be anything of BFL's, become null; of more values than any
 * answer of BFL's has, those within others are left out. At a fault in the syntax it stops, and what was found before that
 * is kept.
 */
final class TruncatedJson {
    /** BFL's answers go three deep; whoever reads the tree later may do so by recursion. */
    private static final int DEEPEST = 100;

    /** Numbers with more digits take long to convert. */
    private static final int MOST_DIGITS = 1_000;

    /** Each takes some hundred bytes, and time. */
    private static final int MOST_VALUES = BoundedParser.MAX_TOKENS;

    private final JsonNodeFactory nodes = JsonNodeFactory.withExactBigDecimals(true);
    private final JsonFactory json = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            // The transport limits the whole; the rest is what this class is for.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    /** What can be read of a body; nothing where that is not even the beginning of an object. */
    ParsedBody of(byte[] body) {
        Reading reading = new Reading();
        boolean whole;
        try (JsonParser parser = json.createParser(body)) {
            whole = reading.read(parser);
        } catch (IOException | RuntimeException e) {
            reading.breakOff();
            whole = false;
        }
        return new ParsedBody(reading.root == null ? MissingNode.getInstance() : reading.root, whole);
    }

    /** One body: the tree so far, and where in it the reader is. */
    private final class Reading {
        private final Deque<ContainerNode<?>> open = new ArrayDeque<>();
        private ObjectNode root;
        private String name;
        private boolean afterNumber;
        private int values;

        /** Reads to the end of the object, or throws what stops it. */
        boolean read(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            root = nodes.objectNode();
            open.push(root);
            while (!open.isEmpty()) {
                take(parser.nextToken(), parser);
            }
            return true;
        }

        /** A number at the place where the text breaks off may be the beginning of a longer one. */
        void breakOff() {
            if (afterNumber && open.peek() instanceof ObjectNode object) {
                object.remove(name);
            } else if (afterNumber && open.peek() instanceof ArrayNode array) {
                array.remove(array.size() - 1);
            }
        }

        private void take(JsonToken token, JsonParser parser) throws IOException {
            afterNumber = token.isNumeric();
            switch (token) {
                case FIELD_NAME -> name = parser.currentName();
                case END_OBJECT, END_ARRAY -> open.pop();
                case START_OBJECT -> descend(nodes.objectNode(), parser);
                case START_ARRAY -> descend(nodes.arrayNode(), parser);
                default -> add(scalar(token, parser));
            }
        }

        private void descend(ContainerNode<?> child, JsonParser parser) throws IOException {
            if (open.size() == DEEPEST || values > MOST_VALUES) {
                parser.skipChildren();
                add(nodes.nullNode());
            } else {
                add(child);
                open.push(child);
            }
        }

        private void add(JsonNode value) {
            values++;
            if (values > MOST_VALUES && open.size() > 1) {
                return;
            }
            if (open.peek() instanceof ObjectNode object) {
                object.set(name, value);
            } else {
                ((ArrayNode) open.peek()).add(value);
            }
        }

        private JsonNode scalar(JsonToken token, JsonParser parser) throws IOException {
            return switch (token) {
                case VALUE_STRING -> nodes.textNode(parser.getText());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(token, parser.getText());
                case VALUE_TRUE, VALUE_FALSE -> nodes.booleanNode(token == JsonToken.VALUE_TRUE);
                default -> nodes.nullNode();
            };
        }

        private JsonNode number(JsonToken token, String text) {
            if (text.length() > MOST_DIGITS) {
                return nodes.nullNode();
            }
            try {
                return token == JsonToken.VALUE_NUMBER_INT
                        ? nodes.numberNode(new BigInteger(text))
                        : nodes.numberNode(new BigDecimal(text));
            } catch (NumberFormatException e) {
                return nodes.nullNode();
            }
        }
    }
}
