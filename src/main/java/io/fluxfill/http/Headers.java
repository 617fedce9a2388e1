package io.fluxfill.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** HTTP headers: several values a name, names matched without regard to case. */
public final class Headers {
    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** The headers of an event: those in {@code multiValueHeaders}, with all their values, and what only {@code headers} has. */
    static Headers of(JsonNode event) {
        Headers headers = new Headers();
        event.path("multiValueHeaders")
                .properties()
                .forEach(header -> header.getValue().forEach(value -> headers.addText(header.getKey(), value)));
        Headers single = new Headers();
        event.path("headers").properties().forEach(header -> single.addText(header.getKey(), header.getValue()));
        single.values.forEach(headers.values::putIfAbsent);
        return headers;
    }

    /** Events made by hand or by tools have nulls where API Gateway has none. */
    private void addText(String name, JsonNode value) {
        if (value.isTextual()) {
            add(name, value.textValue());
        }
    }

    void add(String name, String value) {
        values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    }

    /** The first value of a header. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** All values of a header, in their order. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }
}
