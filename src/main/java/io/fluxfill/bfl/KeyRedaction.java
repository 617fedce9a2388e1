package io.fluxfill.bfl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Strikes the key from what BFL says, before anybody else reads it: literally, for it need not look like one, and as it
 * would stand in a URL or in base64.
 */
final class KeyRedaction {
    /** Shorter texts keep nothing secret, but stand in many a word. */
    private static final int SHORTEST = 6;

    private static final String STRUCK = "…";

    private final List<String> forms;

    KeyRedaction(String key) {
        forms = key.length() < SHORTEST
                ? List.of()
                : Stream.of(key, URLEncoder.encode(key, StandardCharsets.UTF_8), base64(key))
                        .distinct()
                        .toList();
    }

    /** The same JSON without the key, in its values and in its names; the tree that is given may be changed. */
    JsonNode in(JsonNode json) {
        ArrayNode holder = JsonNodeFactory.instance.arrayNode().add(json);
        Deque<JsonNode> containers = new ArrayDeque<>();
        containers.push(holder);
        while (!containers.isEmpty()) {
            JsonNode container = containers.pop();
            if (container instanceof ObjectNode object) {
                strike(object);
            } else if (container instanceof ArrayNode array) {
                strike(array);
            }
            container.forEach(child -> {
                if (child.isContainerNode()) {
                    containers.push(child);
                }
            });
        }
        return holder.get(0);
    }

    private void strike(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            JsonNode value = object.get(name);
            if (holdsKey(name)) {
                object.remove(name);
                object.set(strike(name), struck(value));
            } else if (value.isTextual() && holdsKey(value.textValue())) {
                object.set(name, struck(value));
            }
        }
    }

    private void strike(ArrayNode array) {
        for (int i = 0; i < array.size(); i++) {
            array.set(i, struck(array.get(i)));
        }
    }

    private JsonNode struck(JsonNode value) {
        return value.isTextual() && holdsKey(value.textValue())
                ? JsonNodeFactory.instance.textNode(strike(value.textValue()))
                : value;
    }

    private boolean holdsKey(String text) {
        return forms.stream().anyMatch(text::contains);
    }

    private String strike(String text) {
        String rest = text;
        for (String form : forms) {
            rest = rest.replace(form, STRUCK);
        }
        return rest;
    }

    /** The part of the key's base64 that is the same whatever follows the key. */
    private static String base64(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        int encoded = bytes.length / 3 * 4;
        return Base64.getEncoder().encodeToString(bytes).substring(0, encoded);
    }
}
