package io.fluxfill.bfl.rest;

import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.fluxfill.bfl.BflResponse;
import io.fluxfill.bfl.DeliveryUrl;
import io.fluxfill.bfl.Transport;
import io.fluxfill.bfl.TrustedUrl;
import io.fluxfill.error.SafeText;
import io.fluxfill.json.Pieces;
import io.vertx.core.net.SocketAddress;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@link Transport} over the Quarkus REST Client.
 *
 * <p>The client's own read timeout starts anew with every byte, and it buffers what it is told to buffer. So each
 * exchange runs on a thread that is abandoned when its time is up, and its body is read as a stream up to a limit. After
 * either, the client is thrown away: closing it is the one way to end a connection that keeps on sending.
 */
@Singleton
final class RestTransport implements Transport {
    /** A task's body is a few hundred bytes; a validation answer may echo a picture. */
    private static final int MAX_JSON_BYTES = 16 * 1024 * 1024;

    /** The most bytes of a body that is sent in one. */
    private static final int LARGEST_COPY = 64 * 1024;

    /** For a connection that nobody waits for. */
    private static final int CONNECT_SECONDS = 10;

    private static final int BUFFER_BYTES = 16 * 1024;

    private final BflLine line;
    private final Names names;
    private final ExecutorService calls = Executors.newCachedThreadPool(RestTransport::daemon);

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
        BflApi client = line.get();
        Future<BflResponse> connecting =
                calls.submit(() -> line.perform(state, client, api -> read(api.picture(url.uri()))));
        try {
            connecting.get(CONNECT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | InterruptedException e) {
            // Not hung up: an event may be using the client.
            connecting.cancel(true);
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
        return answer(SendState.withAnybody(), api -> read(submit(api, url.uri(), key, json)), limit);
    }

    @Override
    public BflResponse get(TrustedUrl url, String key, Duration limit) throws NotSentException, ResponseLostException {
        return answer(SendState.withAnybody(), api -> read(api.task(url.uri(), key)), limit);
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
            return answer(state, call, limit);
        } catch (NotSentException e) {
            // The address that was connected to may be another than those that were looked at.
            throw state.isTurnedAway() ? new NotPublicException() : e;
        }
    }

    @PreDestroy
    void close() {
        calls.shutdownNow();
    }

    private BflResponse answer(SendState state, BflLine.Call call, Duration limit)
            throws NotSentException, ResponseLostException {
        BflApi client;
        Future<BflResponse> running;
        try {
            client = line.get();
            running = calls.submit(() -> line.perform(state, client, call));
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

    /** A stream costs some changes of threads for each part of it, and a copy as much memory as it is long. */
    static Response submit(BflApi api, URI url, String key, Pieces json) {
        return json.length() <= LARGEST_COPY
                ? api.submit(url, key, json.bytes())
                : api.submit(url, key, json.length(), json.open());
    }

    private static BflResponse read(Response response) throws IOException {
        try (response;
                InputStream body = response.readEntity(InputStream.class)) {
            byte[] bytes = body == null ? new byte[0] : body.readNBytes(MAX_JSON_BYTES + 1);
            if (bytes.length > MAX_JSON_BYTES) {
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

    private static Thread daemon(Runnable state) {
        Thread thread = new Thread(state, "bfl-exchange");
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
