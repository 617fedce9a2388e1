package io.fluxfill.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.rules.Fault;
import io.fluxfill.rules.InvalidRequest;
import io.fluxfill.rules.picture.PictureFormat;
import io.fluxfill.storage.StorageException;
import io.fluxfill.storage.Uploads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code POST /v1/uploads}: a place in S3 for a picture that is too large for a request, which Lambda limits to 6 MB. The
 * body tells the picture's size in {@code bytes} and may tell its {@code content_type}; the upload is held to both.
 */
public final class UploadRoute {
    static final String PATH = "/v1/uploads";

    private static final String CONTENT_TYPE = "content_type";
    private static final String BYTES = "bytes";
    private static final List<String> CONTENT_TYPES =
            Stream.of(PictureFormat.values()).map(PictureFormat::contentType).toList();

    private final Optional<Uploads> uploads;
    private final JsonBodies bodies;
    private final long maxBytes;

    /**
     * @param uploads empty where there is no bucket for them
     * @param maxBytes the most that a picture may have
     */
    public UploadRoute(Optional<Uploads> uploads, JsonBodies bodies, long maxBytes) {
        this.uploads = uploads;
        this.bodies = bodies;
        this.maxBytes = maxBytes;
    }

    /** {@code {uri, upload_url, method, headers, expires_at}}. */
    HttpResponse answer(HttpRequest request) {
        Uploads open = uploads.orElseThrow(
                () -> new FluxFillException(ErrorType.INVALID_REQUEST, "There is no bucket for uploads here.")
                        .withHttpStatus(404));
        Map<String, String> headers = headersOf(bodies.object(request));
        try {
            Uploads.Upload upload = open.open(headers);
            ObjectNode body = JsonNodeFactory.instance
                    .objectNode()
                    .put("uri", upload.object().toString())
                    .put("upload_url", upload.url().toString())
                    .put("method", "PUT");
            ObjectNode toSend = body.putObject("headers");
            upload.headers().forEach(toSend::put);
            return HttpResponse.of(
                    200, body.put("expires_at", upload.expiresAt().toString()));
        } catch (StorageException e) {
            throw new FluxFillException(
                    ErrorType.UNAVAILABLE, "No place for an upload could be made: " + e.getMessage() + ".");
        }
    }

    private Map<String, String> headersOf(ObjectNode body) {
        List<Fault> faults = new ArrayList<>();
        Map<String, String> headers = new LinkedHashMap<>();
        JsonNode contentType = body.path(CONTENT_TYPE);
        if (CONTENT_TYPES.contains(contentType.asText())) {
            headers.put("content-type", contentType.textValue());
        } else if (body.hasNonNull(CONTENT_TYPE)) {
            faults.add(Fault.ofValue(CONTENT_TYPE, "must be one of " + String.join(", ", CONTENT_TYPES)));
        }
        JsonNode bytes = body.path(BYTES);
        if (bytes.isIntegralNumber()
                && bytes.canConvertToLong()
                && bytes.longValue() > 0
                && bytes.longValue() <= maxBytes) {
            headers.put("content-length", bytes.asText());
        } else if (bytes.isMissingNode()) {
            faults.add(Fault.inBody("missing", BYTES, "Field required"));
        } else {
            faults.add(Fault.ofValue(BYTES, "must be a whole number from 1 to " + maxBytes));
        }
        if (!faults.isEmpty()) {
            throw InvalidRequest.of(faults);
        }
        return headers;
    }
}
