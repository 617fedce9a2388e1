package io.fluxfill.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fluxfill.error.SafeText;
import io.fluxfill.waiting.Deadline;
import io.fluxfill.waiting.Durations;
import io.fluxfill.waiting.Jitter;
import io.fluxfill.waiting.Time;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Calls one of AWS' services: signs a request, sends it, limits its time, and repeats it. Signer and HTTP client are the AWS
 * SDK's, without its clients for the services, which are two fifths as large as everything else (see {@code infra/decisions.md}).
 * Nothing is made before it is used: a function that calls no service should not pay for it.
 */
public final class AwsClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** Between two bytes: a service that is silent for longer will hardly go on. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

    /** An error that is longer is told by its status. */
    private static final int LONGEST_ERROR = 512 * 1024;

    private static final String ERROR_TYPE = "x-amzn-ErrorType";

    private final AwsService service;
    private final AwsEnvironment environment;
    private final Time time;
    private final Patience patience;
    private final Jitter jitter;
    private final ObjectMapper json;
    private final ExecutorService threads = Executors.newCachedThreadPool(AwsClient::daemon);
    private SdkHttpClient http;
    private AwsV4HttpSigner signer;

    /**
     * @param service which to call
     * @param environment says who calls it, and where it is
     * @param patience how calls are repeated
     * @param json reads errors
     */
    public AwsClient(AwsService service, AwsEnvironment environment, Time time, Patience patience, ObjectMapper json) {
        this.service = service;
        this.environment = environment;
        this.time = time;
        this.patience = patience;
        this.jitter = new Jitter(time.random());
        this.json = json;
    }

    /**
     * Makes what is asked for out of an answer with a status from 200 to 299.
     *
     * @param <T> what is asked for
     */
    @FunctionalInterface
    public interface Reader<T> {

        /**
         * @param body the answer's, which ends early where the connection does
         * @throws IOException if it did not come whole: then the call is repeated
         */
        T read(SdkHttpResponse head, InputStream body) throws IOException;
    }

    /** Where the service is. */
    public URI endpoint() throws AwsException {
        return environment.endpoint(service);
    }

    /**
     * Makes a call until it is answered. It must be one that changes nothing when it is made twice.
     *
     * @param request without signature
     * @param body what goes with it; it is opened anew for each try
     * @param limit how long all tries together may take
     * @param again says of a refusal whether to repeat the call, beside those that may pass
     */
    public <T> T call(
            SdkHttpRequest request,
            Optional<ContentStreamProvider> body,
            Duration limit,
            Reader<T> reader,
            Predicate<AwsRefusalException> again)
            throws AwsException {
        Deadline end = Deadline.in(limit, time.ticker());
        AwsException trouble = new AwsUnreachableException("there was no time left");
        Duration pause = Duration.ZERO;
        for (int i = 0; i < patience.tries() && end.left().compareTo(pause.plus(patience.shortestTry())) > 0; i++) {
            if (!pause.isZero()) {
                time.sleeper().sleep(pause);
            }
            try {
                return tryOnce(request, body, Durations.shorter(end.left(), patience.longestTry()), reader);
            } catch (AwsRefusalException refusal) {
                if (!refusal.mayPass() && !again.test(refusal)) {
                    throw refusal;
                }
                trouble = refusal;
            } catch (AwsUnreachableException lost) {
                trouble = lost;
            }
            pause = jitter.of(pause.isZero() ? FIRST_PAUSE : Durations.shorter(pause.multipliedBy(2), LONGEST_PAUSE));
        }
        throw trouble;
    }

    /** The URL by which anybody who has it may make a request for a while. */
    public URI presign(SdkHttpRequest request, Duration lifetime) throws AwsException {
        SignRequest.Builder<AwsCredentialsIdentity> unsigned = signing(request, Optional.empty())
                .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, lifetime);
        return signer().sign(unsigned.build()).request().getUri();
    }

    /** On a thread that is abandoned when time is up: a connection that drips or falls silent would hold its reader. */
    private <T> T tryOnce(
            SdkHttpRequest request, Optional<ContentStreamProvider> body, Duration limit, Reader<T> reader)
            throws AwsException {
        SignedRequest signed = signer().sign(signing(request, body).build());
        ExecutableHttpRequest exchange = http().prepareRequest(HttpExecuteRequest.builder()
                .request(signed.request())
                .contentStreamProvider(signed.payload().orElse(null))
                .build());
        Future<T> running = threads.submit(() -> read(exchange.call(), reader));
        try {
            return running.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            abandon(exchange, running);
            throw new AwsUnreachableException("no whole answer in the time allowed");
        } catch (InterruptedException e) {
            abandon(exchange, running);
            Thread.currentThread().interrupt();
            throw new AwsUnreachableException("the answer was not waited for");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AwsRefusalException refusal) {
                throw refusal;
            }
            throw new AwsUnreachableException(SafeText.kind(e));
        }
    }

    /** Closing a connection waits for whoever reads from it. */
    private void abandon(ExecutableHttpRequest exchange, Future<?> running) {
        running.cancel(true);
        threads.execute(exchange::abort);
    }

    private <T> T read(HttpExecuteResponse answer, Reader<T> reader) throws IOException, AwsRefusalException {
        SdkHttpResponse head = answer.httpResponse();
        try (InputStream body =
                answer.responseBody().isPresent() ? answer.responseBody().get() : InputStream.nullInputStream()) {
            if (head.isSuccessful()) {
                return reader.read(head, body);
            }
            throw refusal(head, body.readNBytes(LONGEST_ERROR));
        }
    }

    private AwsRefusalException refusal(SdkHttpResponse head, byte[] body) {
        JsonNode error = error(body);
        String name = head.firstMatchingHeader(ERROR_TYPE)
                .orElse(error.path("__type").asText(error.path("code").asText()));
        // It may have a namespace before it, and a URL after it.
        String bare = name.substring(name.indexOf('#') + 1).split(":", 2)[0];
        return new AwsRefusalException(
                head.statusCode(), bare.isEmpty() ? "HTTP " + head.statusCode() : SafeText.of(bare), error);
    }

    private JsonNode error(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException noJson) {
            return MissingNode.getInstance();
        }
    }

    private SignRequest.Builder<AwsCredentialsIdentity> signing(
            SdkHttpRequest request, Optional<ContentStreamProvider> body) throws AwsException {
        boolean path = service == AwsService.S3;
        return SignRequest.builder(environment.credentials())
                .request(request)
                .payload(body.orElse(null))
                .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, time.clock())
                .putProperty(
                        AwsV4HttpSigner.SERVICE_SIGNING_NAME, service.name().toLowerCase(Locale.ROOT))
                .putProperty(AwsV4HttpSigner.REGION_NAME, environment.region())
                // S3 takes paths as they are, and content by the checksum that goes with it.
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !path)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !path)
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, !path);
    }

    private synchronized SdkHttpClient http() {
        if (http == null) {
            http = UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(SOCKET_TIMEOUT)
                    .build();
        }
        return http;
    }

    private synchronized AwsV4HttpSigner signer() {
        if (signer == null) {
            signer = AwsV4HttpSigner.create();
        }
        return signer;
    }

    private static Thread daemon(Runnable call) {
        Thread thread = new Thread(call, "aws-call");
        thread.setDaemon(true);
        return thread;
    }
}
