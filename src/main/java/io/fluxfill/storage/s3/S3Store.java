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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
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

    /** Between two bytes: S3 that is silent for longer will hardly go on. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);

    /** With less time than this a call would hardly succeed; the SDK takes less than a millisecond for no limit at all. */
    private static final Duration SHORTEST_CALL = Duration.ofMillis(50);

    private static final int MOVED_PERMANENTLY = 301;
    private static final int TEMPORARY_REDIRECT = 307;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int TOO_MANY_REQUESTS = 429;

    private final boolean pathStyle;
    private final ExecutorService calls = Executors.newCachedThreadPool(S3Store::daemon);
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
        AwsRequestOverrideConfiguration limit = limit(deadline);
        return within(deadline, () -> {
            try (ResponseInputStream<GetObjectResponse> content = client().getObject(request ->
                    request.bucket(object.bucket()).key(object.key()).overrideConfiguration(limit))) {
                return read(content, maxBytes, deadline);
            }
        });
    }

    @Override
    public Optional<StoredObject> find(S3Location object, Deadline deadline) throws StorageException {
        AwsRequestOverrideConfiguration limit = limit(deadline);
        return within(deadline, () -> {
            try {
                HeadObjectResponse head = client().headObject(request ->
                        request.bucket(object.bucket()).key(object.key()).overrideConfiguration(limit));
                return Optional.of(new StoredObject(head.contentType(), head.contentLength(), head.metadata()));
            } catch (S3Exception e) {
                // 403 is also S3's answer for an object that is not there, to whoever may not list the bucket.
                if (e.statusCode() == NOT_FOUND || e.statusCode() == FORBIDDEN) {
                    return Optional.empty();
                }
                throw e;
            }
        });
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
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(object.bucket())
                .key(object.key())
                .ifNoneMatch("*")
                .contentType(contentType)
                .metadata(metadata)
                .checksumSHA256(Base64.getEncoder().encodeToString(sha256));
        try {
            return put(request, file, deadline);
        } catch (StorageException e) {
            if (e.kind() != Kind.UNAVAILABLE) {
                throw e;
            }
            // The SDK does not repeat a write whose connection, kept alive since an earlier call, turned out to be
            // dead, nor one that met another by the same name. To write what is there already is refused, so this is
            // safe.
            return put(request, file, deadline);
        }
    }

    private boolean put(PutObjectRequest.Builder request, Path file, Deadline deadline) throws StorageException {
        AwsRequestOverrideConfiguration limit = limit(deadline);
        return within(deadline, () -> {
            try {
                client().putObject(request.overrideConfiguration(limit).build(), RequestBody.fromFile(file));
                return true;
            } catch (S3Exception e) {
                if (e.statusCode() == PRECONDITION_FAILED) {
                    return false;
                }
                throw e;
            }
        });
    }

    @Override
    public URI linkForReading(S3Location object, Duration lifetime) throws StorageException {
        return asking(() -> URI.create(presigner()
                .presignGetObject(link -> link.signatureDuration(lifetime)
                        .getObjectRequest(
                                request -> request.bucket(object.bucket()).key(object.key())))
                .url()
                .toString()));
    }

    @Override
    public URI linkForWriting(S3Location object, Map<String, String> headers, Duration lifetime)
            throws StorageException {
        PutObjectRequest.Builder put =
                PutObjectRequest.builder().bucket(object.bucket()).key(object.key());
        Optional.ofNullable(headers.get("content-type")).ifPresent(put::contentType);
        Optional.ofNullable(headers.get("content-length")).map(Long::valueOf).ifPresent(put::contentLength);
        return asking(() -> URI.create(presigner()
                .presignPutObject(link -> link.signatureDuration(lifetime).putObjectRequest(put.build()))
                .url()
                .toString()));
    }

    /** The SDK's time limit ends with the head of the answer, and a connection that ends early is not told as such. */
    private static byte[] read(ResponseInputStream<GetObjectResponse> content, long maxBytes, Deadline deadline)
            throws IOException, StorageException {
        Long length = content.response().contentLength();
        if (length == null || length > maxBytes) {
            // Closing would read the rest.
            content.abort();
            throw length == null
                    ? new StorageException(Kind.UNAVAILABLE, "S3 did not tell its size")
                    : new StorageException(Kind.TOO_LARGE, "it has more than " + maxBytes + " bytes");
        }
        byte[] bytes = new byte[length.intValue()];
        int position = 0;
        while (position < bytes.length) {
            int read = content.read(bytes, position, bytes.length - position);
            if (read < 0 || deadline.passed()) {
                content.abort();
                throw late();
            }
            position += read;
        }
        return bytes;
    }

    private synchronized S3Client client() {
        if (client == null) {
            client = S3Client.builder()
                    .forcePathStyle(pathStyle)
                    .httpClientBuilder(UrlConnectionHttpClient.builder()
                            .connectionTimeout(CONNECT_TIMEOUT)
                            .socketTimeout(SOCKET_TIMEOUT))
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

    /**
     * Makes a call on a thread that is abandoned at the deadline. The SDK's own limit ends with the head of an answer, and a
     * connection that falls silent after that holds its reader until the socket's timeout.
     */
    private <T> T within(Deadline deadline, Call<T> call) throws StorageException {
        Future<T> running = calls.submit(call::make);
        try {
            return running.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            throw late();
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            throw new StorageException(Kind.UNAVAILABLE, "S3's answer was not waited for");
        } catch (ExecutionException e) {
            throw told(e.getCause());
        }
    }

    private static StorageException late() {
        return new StorageException(Kind.UNAVAILABLE, "S3's answer did not come whole in the time allowed");
    }

    private static AwsRequestOverrideConfiguration limit(Deadline deadline) throws StorageException {
        if (deadline.left().compareTo(SHORTEST_CALL) < 0) {
            throw new StorageException(Kind.UNAVAILABLE, "there was no time left to ask S3");
        }
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(deadline.left())
                .build();
    }

    private static <T> T asking(Call<T> call) throws StorageException {
        try {
            return call.make();
        } catch (IOException | RuntimeException e) {
            throw told(e);
        }
    }

    /** What the SDK, or the connection under it, throws, without its messages, which quote URLs. */
    private static StorageException told(Throwable failure) {
        if (failure instanceof StorageException told) {
            return told;
        }
        if (failure instanceof S3Exception e) {
            return refusal(e.statusCode());
        }
        return new StorageException(
                Kind.UNAVAILABLE, "S3 could not be asked (" + failure.getClass().getSimpleName() + ")");
    }

    private static StorageException refusal(int status) {
        return switch (status) {
            case NOT_FOUND -> new StorageException(Kind.REFUSED, "there is no such object or bucket");
            case FORBIDDEN ->
                new StorageException(Kind.REFUSED, "there is no such object, or no permission for it (HTTP 403)");
            case MOVED_PERMANENTLY, TEMPORARY_REDIRECT ->
                new StorageException(Kind.REFUSED, "the bucket is in another region than the function");
            case CONFLICT -> new StorageException(Kind.UNAVAILABLE, "another write by this name was under way");
            default ->
                new StorageException(
                        status / 100 == 5 || status == TOO_MANY_REQUESTS ? Kind.UNAVAILABLE : Kind.REFUSED,
                        "S3 answered HTTP " + status);
        };
    }

    private static Thread daemon(Runnable call) {
        Thread thread = new Thread(call, "s3-call");
        thread.setDaemon(true);
        return thread;
    }

    @FunctionalInterface
    private interface Call<T> {
        T make() throws IOException, StorageException;
    }
}
