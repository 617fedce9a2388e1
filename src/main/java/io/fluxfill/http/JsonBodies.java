package io.fluxfill.http;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.BoundedParser;
import io.fluxfill.json.TreeReader;
import io.fluxfill.rules.InvalidRequest;
import io.fluxfill.rules.ValidationError;
import java.io.IOException;
import java.util.List;

/** Reads the bodies of requests as JSON objects, and refuses others as BFL's server (FastAPI) does. */
public final class JsonBodies {
    private final TreeReader json;
    private final int limit;

    /**
     * @param limit the most bytes that a body may have
     */
    public JsonBodies(ObjectMapper json, int limit) {
        // As BFL's server reads them: nothing may follow the object.
        this.json = new TreeReader(json.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS));
        this.limit = limit;
    }

    /**
     * The body of a request.
     *
     * @throws FluxFillException where it is too large or has too much in it (413), is missing, not JSON or not an object
     */
    ObjectNode object(HttpRequest request) {
        if (request.body().size() > limit) {
            throw new FluxFillException(ErrorType.INVALID_REQUEST, "The body has more than " + limit + " bytes.")
                    .withHttpStatus(413);
        }
        if (request.body().isEmpty()) {
            throw InvalidRequest.of(List.of(new ValidationError("missing", List.of("body"), "Field required")));
        }
        if (parse(request.body()) instanceof ObjectNode object) {
            return object;
        }
        throw InvalidRequest.of(List.of(new ValidationError(
                "model_attributes_type",
                List.of("body"),
                "Input should be a valid dictionary or object to extract fields from")));
    }

    private JsonNode parse(HttpBody body) {
        try {
            JsonNode parsed = json.read(body.bytes());
            if (!parsed.isMissingNode()) {
                return parsed;
            }
        } catch (StreamConstraintsException e) {
            throw new FluxFillException(
                            ErrorType.INVALID_REQUEST,
                            "The body is JSON beyond what is read here: " + BoundedParser.LIMITS + ".")
                    .withHttpStatus(413);
        } catch (IOException | IllegalArgumentException e) {
            // Told below: the parser's own message quotes the body.
        }
        throw new FluxFillException(ErrorType.INVALID_REQUEST, "The body is not JSON.").withHttpStatus(400);
    }
}
