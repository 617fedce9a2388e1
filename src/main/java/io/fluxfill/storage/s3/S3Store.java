package io.fluxfill.storage.s3;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.aws.AwsClient;
import io.fluxfill.aws.AwsEnvironment;
import io.fluxfill.aws.AwsException;
import io.fluxfill.aws.AwsRefusalException;
import io.fluxfill.aws.AwsService;
import io.fluxfill.aws.Patience;
import io.fluxfill.storage.ObjectStore;
import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.StorageException;
import io.fluxfill.storage.StorageException.Kind;
import io.fluxfill.storage.StoredObject;
import io.fluxfill.waiting.Deadline;
import io.fluxfill.waiting.Time;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * {@link ObjectStore} over S3's REST API.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html">that API</a>
 */
public final class S3Store implements ObjectStore {
    private static final Patience PATIENCE = new Patience(4, Duration.ofHours(1), Duration.ofMillis(50));

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String CONTENT_LENGTH = "Content-Length";

    /** Before the names of user metadata. */
    private static final String METADATA = "x-amz-meta-";

    private static final int MOVED_PERMANENTLY = 301;
    private static final int TEMPORARY_REDIRECT = 307;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    private final AwsClient s3;
    private final boolean pathStyle;

    /**
     * @param pathStyle whether the bucket's name is in the path and not in the host's name: for endpoints other than AWS'
     * @param aws says who asks, and where S3 is
     * @param json for the client
     */
    public S3Store(boolean pathStyle, AwsEnvironment aws, ObjectMapper json, Time time) {
        this.pathStyle = pathStyle;
        this.s3 = new AwsClient(AwsService.S3, aws, time, PATIENCE, json);
    }

    @Override
    public byte[] get(S3Location object, long maxBytes, Deadline deadline) throws StorageException {
        try {
            Optional<byte[]> content =
                    send(SdkHttpMethod.GET, object, Map.of(), Optional.empty(), deadline, (head, body) -> {
                        long length = length(head);
                        return length > maxBytes ? Optional.empty() : Optional.of(read(body, (int) length));
                    });
            return content.orElseThrow(
                    () -> new StorageException(Kind.TOO_LARGE, "it has more than " + maxBytes + " bytes"));
        } catch (AwsException e) {
            throw told(e);
        }
    }

    @Override
    public Optional<StoredObject> find(S3Location object, Deadline deadline) throws StorageException {
        try {
            return Optional.of(send(
                    SdkHttpMethod.HEAD,
                    object,
                    Map.of(),
                    Optional.empty(),
                    deadline,
                    (head, body) -> new StoredObject(
                            head.firstMatchingHeader(CONTENT_TYPE).orElse(""), length(head), metadata(head))));
        } catch (AwsRefusalException refusal) {
            // 403 is also S3's answer for an object that is not there, to whoever may not list the bucket.
            if (refusal.status() == NOT_FOUND || refusal.status() == FORBIDDEN) {
                return Optional.empty();
            }
            throw told(refusal);
        } catch (AwsException lost) {
            throw told(lost);
        }
    }

    /** To write what is there already is refused, so that this may be repeated after whatever goes wrong. */
    @Override
    public boolean putIfAbsent(
            S3Location object,
            Path file,
            String contentType,
            Map<String, String> metadata,
            byte[] sha256,
            Deadline deadline)
            throws StorageException {
        try {
            Map<String, String> headers = new HashMap<>();
            headers.put("If-None-Match", "*");
            headers.put(CONTENT_TYPE, contentType);
            headers.put(CONTENT_LENGTH, Long.toString(Files.size(file)));
            headers.put("x-amz-checksum-sha256", Base64.getEncoder().encodeToString(sha256));
            metadata.forEach((name, value) -> headers.put(METADATA + name, value));
            send(
                    SdkHttpMethod.PUT,
                    object,
                    headers,
                    Optional.of(() -> open(file)),
                    deadline,
                    (head, body) -> body.read());
            return true;
        } catch (AwsRefusalException refusal) {
            if (refusal.status() == PRECONDITION_FAILED) {
                return false;
            }
            throw told(refusal);
        } catch (AwsException lost) {
            throw told(lost);
        } catch (IOException unreadable) {
            throw new StorageException(Kind.UNAVAILABLE, "the file could not be read");
        }
    }

    @Override
    public URI linkForReading(S3Location object, Duration lifetime) throws StorageException {
        return presigned(SdkHttpMethod.GET, object, Map.of(), lifetime);
    }

    @Override
    public URI linkForWriting(S3Location object, Map<String, String> headers, Duration lifetime)
            throws StorageException {
        return presigned(SdkHttpMethod.PUT, object, headers, lifetime);
    }

    private URI presigned(SdkHttpMethod method, S3Location object, Map<String, String> headers, Duration lifetime)
            throws StorageException {
        try {
            return s3.presign(request(method, object, headers), lifetime);
        } catch (AwsException e) {
            throw told(e);
        }
    }

    /** Two writes of the same object that meet are told so, and are to try again. */
    private <T> T send(
            SdkHttpMethod method,
            S3Location object,
            Map<String, String> headers,
            Optional<ContentStreamProvider> body,
            Deadline deadline,
            AwsClient.Reader<T> reader)
            throws AwsException {
        return s3.call(
                request(method, object, headers),
                body,
                deadline.left(),
                reader,
                refusal -> refusal.status() == CONFLICT);
    }

    private SdkHttpRequest request(SdkHttpMethod method, S3Location object, Map<String, String> headers)
            throws AwsException {
        URI endpoint = s3.endpoint();
        // A dot would make one level of names too many for S3's certificate.
        boolean inPath = pathStyle || object.bucket().contains(".");
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(method)
                .uri(endpoint)
                .host(inPath ? endpoint.getHost() : object.bucket() + "." + endpoint.getHost())
                .encodedPath((inPath ? "/" + object.bucket() : "") + "/"
                        + SdkHttpUtils.urlEncodeIgnoreSlashes(object.key()));
        headers.forEach(request::putHeader);
        return request.build();
    }

    private static byte[] read(InputStream body, int length) throws IOException {
        byte[] bytes = new byte[length];
        if (body.readNBytes(bytes, 0, length) < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static long length(SdkHttpResponse head) throws IOException {
        return head.firstMatchingHeader(CONTENT_LENGTH)
                .map(Long::valueOf)
                .orElseThrow(() -> new IOException("S3 did not tell its size"));
    }

    private static Map<String, String> metadata(SdkHttpResponse head) {
        Map<String, String> metadata = new HashMap<>();
        head.forEachHeader((name, values) -> {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (lowerCase.startsWith(METADATA)) {
                metadata.put(lowerCase.substring(METADATA.length()), values.get(0));
            }
        });
        return metadata;
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StorageException told(AwsException failure) {
        return failure instanceof AwsRefusalException refusal
                ? refused(refusal)
                : new StorageException(Kind.UNAVAILABLE, "S3 could not be asked (" + failure.getMessage() + ")");
    }

    private static StorageException refused(AwsRefusalException refusal) {
        return switch (refusal.status()) {
            case NOT_FOUND -> new StorageException(Kind.REFUSED, "there is no such object or bucket");
            case FORBIDDEN ->
                new StorageException(Kind.REFUSED, "there is no such object, or no permission for it (HTTP 403)");
            case MOVED_PERMANENTLY, TEMPORARY_REDIRECT ->
                new StorageException(Kind.REFUSED, "the bucket is in another region than the function");
            case CONFLICT -> new StorageException(Kind.UNAVAILABLE, "another write by this name was under way");
            default ->
                new StorageException(
                        refusal.mayPass() ? Kind.UNAVAILABLE : Kind.REFUSED, "S3 answered HTTP " + refusal.status());
        };
    }
}
