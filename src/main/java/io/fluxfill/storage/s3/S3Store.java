package io.fluxfill.storage.s3;

import io.fluxfill.storage.ObjectStore;
import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.StorageException;
import io.fluxfill.storage.StorageException.Kind;
import io.fluxfill.storage.StoredObject;
import io.fluxfill.waiting.Deadline;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * {@link ObjectStore} over the AWS SDK. Region, credentials and endpoint are what Lambda puts into the environment; nothing
 * is made before it is used, so that a function without S3 starts as fast as before.
 */
public final class S3Store implements ObjectStore {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int TOO_MANY_REQUESTS = 429;

    private final boolean pathStyle;
    private S3Client client;
    private S3Presigner presigner;

    /**
     * @param pathStyle whether the bucket's name is in the path and not in the host's name: for endpoints other than AWS'
     */
    public S3Store(boolean pathStyle) {
        this.pathStyle = pathStyle;
    }

    @Override
    public byte[] get(S3Location object, long maxBytes, Deadline deadline) throws StorageException {
        AwsRequestOverrideConfiguration limit = within(deadline);
        try (ResponseInputStream<GetObjectResponse> content = client().getObject(request ->
                request.bucket(object.bucket()).key(object.key()).overrideConfiguration(limit))) {
            if (content.response().contentLength() > maxBytes) {
                // Closing would read the rest.
                content.abort();
                throw new StorageException(Kind.TOO_LARGE, "it has more than " + maxBytes + " bytes");
            }
            return content.readAllBytes();
        } catch (SdkException e) {
            throw failure(e);
        } catch (IOException e) {
            throw new StorageException(
                    Kind.UNAVAILABLE, "S3's answer was lost (" + e.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public Optional<StoredObject> find(S3Location object, Deadline deadline) throws StorageException {
        AwsRequestOverrideConfiguration limit = within(deadline);
        try {
            HeadObjectResponse head = client().headObject(request ->
                    request.bucket(object.bucket()).key(object.key()).overrideConfiguration(limit));
            return Optional.of(new StoredObject(head.contentType(), head.contentLength(), head.metadata()));
        } catch (S3Exception e) {
            // 403 is also S3's answer for an object that is not there, to whoever may not list the bucket.
            if (e.statusCode() == NOT_FOUND || e.statusCode() == FORBIDDEN) {
                return Optional.empty();
            }
            throw failure(e);
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    @Override
    public boolean putIfAbsent(
            S3Location object,
            Path file,
            String contentType,
            Map<String, String> metadata,
            byte[] sha256,
            Deadline deadline)
            throws StorageException {
        AwsRequestOverrideConfiguration limit = within(deadline);
        try {
            client().putObject(
                            request -> request.bucket(object.bucket())
                                    .key(object.key())
                                    .ifNoneMatch("*")
                                    .contentType(contentType)
                                    .metadata(metadata)
                                    .checksumSHA256(Base64.getEncoder().encodeToString(sha256))
                                    .overrideConfiguration(limit),
                            RequestBody.fromFile(file));
            return true;
        } catch (S3Exception e) {
            // 409: another write by this name is under way.
            if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT) {
                return false;
            }
            throw failure(e);
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    @Override
    public URI linkForReading(S3Location object, Duration lifetime) throws StorageException {
        try {
            return URI.create(presigner()
                    .presignGetObject(link -> link.signatureDuration(lifetime)
                            .getObjectRequest(
                                    request -> request.bucket(object.bucket()).key(object.key())))
                    .url()
                    .toString());
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    @Override
    public URI linkForWriting(S3Location object, Map<String, String> headers, Duration lifetime)
            throws StorageException {
        PutObjectRequest.Builder put =
                PutObjectRequest.builder().bucket(object.bucket()).key(object.key());
        Optional.ofNullable(headers.get("content-type")).ifPresent(put::contentType);
        Optional.ofNullable(headers.get("content-length")).map(Long::valueOf).ifPresent(put::contentLength);
        try {
            return URI.create(presigner()
                    .presignPutObject(link -> link.signatureDuration(lifetime).putObjectRequest(put.build()))
                    .url()
                    .toString());
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    private synchronized S3Client client() {
        if (client == null) {
            client = S3Client.builder()
                    .forcePathStyle(pathStyle)
                    .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(CONNECT_TIMEOUT))
                    .build();
        }
        return client;
    }

    private synchronized S3Presigner presigner() {
        if (presigner == null) {
            presigner = S3Presigner.builder()
                    .serviceConfiguration(S3Configuration.builder()
                            .pathStyleAccessEnabled(pathStyle)
                            .build())
                    .build();
        }
        return presigner;
    }

    private static AwsRequestOverrideConfiguration within(Deadline deadline) throws StorageException {
        if (deadline.passed()) {
            throw new StorageException(Kind.UNAVAILABLE, "there was no time left to ask S3");
        }
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(deadline.left())
                .build();
    }

    /** Without the SDK's messages, which quote URLs. */
    private static StorageException failure(SdkException e) {
        if (!(e instanceof S3Exception answer)) {
            return new StorageException(
                    Kind.UNAVAILABLE, "S3 could not be asked (" + e.getClass().getSimpleName() + ")");
        }
        return switch (answer.statusCode()) {
            case NOT_FOUND -> new StorageException(Kind.REFUSED, "there is no such object or bucket");
            case FORBIDDEN ->
                new StorageException(Kind.REFUSED, "there is no such object, or no permission for it (HTTP 403)");
            default ->
                new StorageException(
                        answer.statusCode() / 100 == 5 || answer.statusCode() == TOO_MANY_REQUESTS
                                ? Kind.UNAVAILABLE
                                : Kind.REFUSED,
                        "S3 answered HTTP " + answer.statusCode());
        };
    }
}
