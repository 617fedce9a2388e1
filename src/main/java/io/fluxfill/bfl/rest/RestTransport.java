package io.fluxfill.bfl.rest;

import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.fluxfill.bfl.BflResponse;
import io.fluxfill.bfl.DeliveryUrl;
import io.fluxfill.bfl.Transport;
import io.fluxfill.bfl.TrustedUrl;
import io.fluxfill.error.SafeText;
import io.fluxfill.json.Pieces;
import io.fluxfill.json.Utf8;
import io.netty.buffer.Unpooled;
import io.smallrye.mutiny.Multi;
import io.vertx.core.net.SocketAddress;
import io.vertx.mutiny.core.buffer.Buffer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * {@link Transport} over the Quarkus REST Client.
 *
 * <p>The client's own read timeout starts anew with every byte. So whoever wants an answer waits for it as long as there is
 * time, and then throws the client away: closing it is the one way to end a connection that keeps on sending. A picture is read
 * as a stream up to a limit, on a thread of its own that can be abandoned; all else is done by the event loop.
 */
@Singleton
final class RestTransport implements Transport {
    /** How much of a body is sent in one; more would be encrypted before the first byte is sent. */
    private static final int PART_BYTES = 64 * 1024;

    /** For a connection that nobody waits for. */
    private static final int CONNECT_SECONDS = 10;

    private static final int BUFFER_BYTES = 16 * 1024;

    private final BflLine line;
    private final Names names;
    private final ExecutorService downloads = Executors.newCachedThreadPool(RestTransport::daemon);

    @Inject
    RestTransport(BflLine line) {
        this(line, InetAddress::getAllByName);
    }

    RestTransport(BflLine line, Names names) {
        this.line = line;
        this.names = names;
    }

    @Override
    public void connect(TrustedUrl url) throws IOException {
        SendState state = SendState.ofNothing();
        try {
            line.begin(state, line.get(), api -> api.task(url.uri(), null)).get(CONNECT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | InterruptedException e) {
            // Not hung up: an event may be using the client.
            throw new IOException("no connection in time", e);
        } catch (ExecutionException e) {
            if (!state.isTurnedAway()) {
                throw new IOException("no connection", e.getCause());
            }
        }
    }

    @Override
    public BflResponse post(TrustedUrl url, String key, Pieces json, Duration limit)
            throws NotSentException, ResponseLostException {
        return whole(api -> submit(api, url.uri(), key, json), limit);
    }

    @Override
    public BflResponse get(TrustedUrl url, String key, Duration limit) throws NotSentException, ResponseLostException {
        return whole(api -> api.task(url.uri(), key), limit);
    }

    @Override
    public BflResponse download(DeliveryUrl url, Path file, long maxBytes, Duration limit)
            throws NotSentException, ResponseLostException {
        SendState state = SendState.with(peer -> url.mayBeAt(address(peer)));
        BflLine.Call call = api -> {
            if (!url.isAnywhere()) {
                checkAddresses(url);
            }
            return save(api.picture(url.uri()), file, maxBytes);
        };
        try {
            return answer(state, client -> downloads.submit(() -> line.perform(state, client, call)), limit);
        } catch (NotSentException e) {
            // The address that was connected to may be another than those that were looked at.
            throw state.isTurnedAway() ? new NotPublicException() : e;
        }
    }

    @PreDestroy
    void close() {
        downloads.shutdownNow();
    }

    private BflResponse whole(BflLine.LaterCall call, Duration limit) throws NotSentException, ResponseLostException {
        SendState state = SendState.withAnybody();
        return answer(state, client -> line.begin(state, client, call).thenCompose(RestTransport::readNow), limit);
    }

    private BflResponse answer(SendState state, Function<BflApi, Future<BflResponse>> exchange, Duration limit)
            throws NotSentException, ResponseLostException {
        BflApi client;
        Future<BflResponse> running;
        try {
            client = line.get();
            running = exchange.apply(client);
        } catch (RuntimeException e) {
            throw new NotSentException("the client could not be made (" + SafeText.kind(e) + ")");
        }
        try {
            return running.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            boolean unsent = abandon(state, running, client);
            return fail(unsent, "there was no connection in the time allowed", "no whole answer in the time allowed");
        } catch (InterruptedException e) {
            boolean unsent = abandon(state, running, client);
            Thread.currentThread().interrupt();
            return fail(unsent, "interrupted while connecting", "interrupted while waiting for the answer");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TooLargeException) {
                line.hangUp(client);
            }
            if (e.getCause() instanceof NotPublicException) {
                throw new NotPublicException();
            }
            String kind = SafeText.kind(e.getCause());
            String whyUnsent = "the connection failed (" + kind + ")";
            boolean unsent = state.isGivenUpUnsent();
            if (unsent && isOfUnknownHost(e)) {
                throw new NoSuchHostException(whyUnsent);
            }
            return fail(unsent, whyUnsent, "the answer was lost (" + kind + ")");
        }
    }

    private static boolean isOfUnknownHost(Throwable failure) {
        return failure != null && (failure instanceof UnknownHostException || isOfUnknownHost(failure.getCause()));
    }

    /** Before the client is closed: a request that it could still send would be told as one that was not. */
    private boolean abandon(SendState state, Future<BflResponse> running, BflApi client) {
        boolean unsent = state.isGivenUpUnsent();
        running.cancel(true);
        line.hangUp(client);
        return unsent;
    }

    private static BflResponse fail(boolean unsent, String whyUnsent, String whyLost)
            throws NotSentException, ResponseLostException {
        if (unsent) {
            throw new NotSentException(whyUnsent);
        }
        throw new ResponseLostException(whyLost);
    }

    private void checkAddresses(DeliveryUrl url) throws NotPublicException, UnknownHostException {
        for (InetAddress address : names.addresses(url.uri().getHost())) {
            if (!url.mayBeAt(address)) {
                throw new NotPublicException();
            }
        }
    }

    /** Nobody is asked: it is an address, and no name. */
    private static InetAddress address(SocketAddress peer) {
        try {
            return InetAddress.getByName(peer.hostAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Where it is short, a copy in one: each part costs a TLS record and a packet. */
    static CompletionStage<Response> submit(BflApi api, URI url, String key, Pieces json) {
        if (json.length() <= PART_BYTES) {
            return api.submit(url, key, json.bytes());
        }
        Stream<Buffer> parts = json.parts(PART_BYTES).stream().map(RestTransport::buffer);
        return api.submit(url, key, json.length(), Multi.createFrom().iterable(parts.toList()));
    }

    private static Buffer buffer(Utf8 part) {
        return Buffer.buffer(Unpooled.wrappedBuffer(part.array(), part.offset(), part.length()));
    }

    private static CompletionStage<BflResponse> readNow(Response response) {
        try {
            return CompletableFuture.completedStage(read(response));
        } catch (IOException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static BflResponse read(Response response) throws IOException {
        try (response;
                InputStream body = response.readEntity(InputStream.class)) {
            byte[] bytes = body == null ? new byte[0] : body.readNBytes(BflLine.MAX_JSON_BYTES + 1);
            if (bytes.length > BflLine.MAX_JSON_BYTES) {
                throw new TooLargeException();
            }
            return answer(response, bytes);
        }
    }

    /** Into a file that is there: an exchange that was abandoned must not make one that nobody deletes. */
    private static BflResponse save(Response response, Path file, long maxBytes) throws IOException {
        if (response.getStatus() / 100 != 2) {
            return read(response);
        }
        try (response;
                InputStream body = response.readEntity(InputStream.class);
                OutputStream out = Files.newOutputStream(file, WRITE, TRUNCATE_EXISTING)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long total = 0;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                total += read;
                if (total > maxBytes) {
                    throw new TooLargeException();
                }
                out.write(buffer, 0, read);
            }
            return answer(response, new byte[0]);
        }
    }

    private static BflResponse answer(Response response, byte[] body) {
        return new BflResponse(
                response.getStatus(),
                Optional.ofNullable(response.getHeaderString(HttpHeaders.RETRY_AFTER)),
                Optional.ofNullable(response.getHeaderString(HttpHeaders.LOCATION)),
                body);
    }

    private static Thread daemon(Runnable download) {
        Thread thread = new Thread(download, "bfl-download");
        thread.setDaemon(true);
        return thread;
    }

    /** Tells the addresses of hosts. */
    @FunctionalInterface
    interface Names {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
