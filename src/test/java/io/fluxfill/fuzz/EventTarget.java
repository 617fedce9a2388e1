package io.fluxfill.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.function.Event;
import io.fluxfill.function.EventReader;
import io.fluxfill.function.FluxFillFunction;
import io.fluxfill.log.EventLog;
import io.fluxfill.testing.Parts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Any event, and any body of an HTTP event, is answered, refused by a name, or no JSON: never a fault of this project's. */
public final class EventTarget {
    private static final ObjectMapper MAPPER = mapper();
    private static final ObjectReader READER = MAPPER.readerFor(Event.class);

    private EventTarget() {}

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper();
        new EventReader().customize(mapper);
        return mapper;
    }

    public static void fuzzerTestOneInput(byte[] data) {
        send(data);
        String body = new String(data, StandardCharsets.UTF_8);
        send(httpEvent("{'httpMethod':'POST','path':'/v1/flux-pro-1.0-fill','requestContext':{}}")
                .put("body", body)
                .toString()
                .getBytes(StandardCharsets.UTF_8));
        ObjectNode version2 =
                httpEvent("{'version':'2.0','rawPath':'/v1/flux-pro-1.0-fill-finetuned','isBase64Encoded':true,"
                        + "'requestContext':{'http':{'method':'POST'}}}");
        send(version2.put("body", Base64.getEncoder().encodeToString(data))
                .toString()
                .getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode httpEvent(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    private static void send(byte[] event) {
        Parts parts = new Parts(MAPPER);
        parts.bflHost.answers(200, Parts.ACCEPTED).forEver();
        FluxFillFunction function = new FluxFillFunction(
                parts.assembly(Optional.empty(), Optional.empty()).faces(), EventLog.silent(parts.time));
        try {
            JsonNode answer = function.handle(READER.readValue(event));
            if (answer.path("statusCode").asInt() == ErrorType.INTERNAL.httpStatus()) {
                throw new AssertionError("a fault of this project: " + answer);
            }
        } catch (FluxFillException failure) {
            if (failure.type() == ErrorType.INTERNAL) {
                throw new AssertionError(failure);
            }
        } catch (IOException noJson) {
            // Lambda takes nothing else than JSON.
        }
    }
}
