package io.fluxfill.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.log.EventRecord;
import io.fluxfill.rules.InvalidRequest;
import io.fluxfill.rules.ValidationError;
import io.fluxfill.rules.picture.PictureFormat;
import io.fluxfill.storage.StorageException;
import io.fluxfill.storage.Uploads;
import io.fluxfill.waiting.Deadline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code POST /v1/uploads}: a place in S3 for a picture that is too large for a request, which Lambda limits to 6 MB. The
 * body tells the picture's size in {@code bytes} and may tell its {@code content_type}; the upload is held to both, as the
 * answer's {@code headers} write them.
 */
public final class UploadRoute implements Route {
    private static final String PATH = "/v1/uploads";

    private static final String CONTENT_TYPE = "content_type";
    private static final String BYTES = "bytes";
    private static final List<String> CONTENT_TYPES =
            Stream.of(PictureFormat.values()).map(PictureFormat::contentType).toList();

    /** What many take for the name of JPEG, which is registered as {@code image/jpeg} (RFC 2046). */
    private static final String JPG = "image/jpg";

    /** A longer number is beyond any limit, and may be beyond a {@code long}. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

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

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public boolean takes(String path) {
        return path.equals(PATH);
    }

    /** {@code {uri, upload_url, method, headers, expires_at}}. */
    @Override
    public HttpResponse answer(HttpRequest request, Deadline end, EventRecord record) {
        record.opensUpload();
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
        List<ValidationError> faults = new ArrayList<>();
        Map<String, String> headers = new LinkedHashMap<>();
        if (body.hasNonNull(CONTENT_TYPE)) {
            contentType(body.get(CONTENT_TYPE))
                    .ifPresentOrElse(
                            type -> headers.put("content-type", type),
                            () -> faults.add(ValidationError.ofValue(
                                    CONTENT_TYPE, "must be one of " + String.join(", ", CONTENT_TYPES))));
        }
        if (body.has(BYTES)) {
            size(body.get(BYTES))
                    .ifPresentOrElse(
                            bytes -> headers.put("content-length", bytes.toString()),
                            () -> faults.add(
                                    ValidationError.ofValue(BYTES, "must be a whole number from 1 to " + maxBytes)));
        } else {
            faults.add(ValidationError.inBody("missing", BYTES, "Field required"));
        }
        if (!faults.isEmpty()) {
            throw InvalidRequest.of(faults);
        }
        return headers;
    }

    /** The registered name of a content type, which the upload must be sent with; the case of its letters means nothing. */
    private static Optional<String> contentType(JsonNode value) {
        String name = value.asText().toLowerCase(Locale.ROOT);
        return Optional.of(name.equals(JPG) ? PictureFormat.JPEG.contentType() : name)
                .filter(CONTENT_TYPES::contains);
    }

    /** A number of bytes, which may be written as text. */
    private Optional<Long> size(JsonNode value) {
        boolean isWhole = value.isIntegralNumber() || value.isTextual();
        return Optional.of(value.asText())
                .filter(text -> isWhole && DIGITS.matcher(text).matches())
                .map(Long::valueOf)
                .filter(bytes -> bytes > 0 && bytes <= maxBytes);
    }
}
