package io.fluxfill.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.log.EventLog;
import io.fluxfill.storage.S3Location;
import io.fluxfill.testing.LogLines;
import io.fluxfill.testing.MetricFormat;
import io.fluxfill.testing.Parts;
import java.util.Optional;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;

/** The whole function on a fake clock, with a script in BFL's place, and what it logs of each event. */
abstract class FunctionFixture {
    static final String REQUEST_ID = "8f507cfc-5ebf-4a7b-9bb8-8e2c57f8b1c0";
    static final String FILL = "/v1/flux-pro-1.0-fill";

    final Parts parts = new Parts();
    private final LogLines log = LogLines.open();

    @AfterEach
    void close() {
        log.close();
    }

    /** The function as on Lambda, where it has a name; without one as elsewhere. */
    final FluxFillFunction function(Optional<String> name, Optional<String> traceHeader, Optional<S3Location> output) {
        return new FluxFillFunction(
                parts.assembly(output, Optional.empty()).faces(), new EventLog(parts.time, name, () -> traceHeader));
    }

    /** The answer to an event; an error as {@code {"errorType": …}}. */
    final ObjectNode send(FluxFillFunction function, ObjectNode event) {
        MDC.put("AWSRequestId", REQUEST_ID);
        try {
            return (ObjectNode) function.handle(new Event(event));
        } catch (FluxFillException failure) {
            return parts.json.createObjectNode().put("errorType", failure.type().code());
        } finally {
            MDC.remove("AWSRequestId");
        }
    }

    /** The line of the only event that was sent so far. */
    final String onlyLine() {
        if (log.all().size() != 1) {
            throw new AssertionError("expected one line, but there are " + log.all());
        }
        return log.all().get(0);
    }

    /** The line of the latest event. */
    final ObjectNode lastLine() {
        return MetricFormat.parse(log.all().get(log.all().size() - 1));
    }

    /** JSON with single quotes. */
    final ObjectNode json(String text) {
        try {
            return (ObjectNode) parts.json.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A direct request for a fill. */
    final ObjectNode fill() {
        return json("{'image': '" + Parts.PIXEL + "'}");
    }

    /** An HTTP request in payload version 1. */
    final ObjectNode version1(String method, String path, String body) {
        ObjectNode event = json("{'headers': {}, 'multiValueHeaders': {}, 'requestContext': {}}");
        return event.put("httpMethod", method).put("path", path).put("body", body);
    }

    /** An HTTP request in payload version 2. */
    final ObjectNode version2(String method, String path, String body) {
        ObjectNode event = json("{'version': '2.0', 'headers': {}, 'requestContext': {'http': {}}}");
        event.withObject("/requestContext/http").put("method", method);
        return event.put("rawPath", path).put("body", body);
    }
}
