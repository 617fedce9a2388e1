package io.fluxfill.bfl.rest;

import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.fluxfill.bfl.Answer;
import io.fluxfill.bfl.Transport;
import io.fluxfill.bfl.TrustedUrl;
import io.fluxfill.error.SafeText;
import io.fluxfill.json.Pieces;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
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
import javax.net.ssl.SSLHandshakeException;

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
    private final ExecutorService exchanges = Executors.newCachedThreadPool(RestTransport::daemon);

    RestTransport(BflLine line) {
        this.line = line;
    }

    @Override
    public void connect(TrustedUrl url) throws IOException {
        Future<Answer> exchange = exchanges.submit(() -> exchange(line.get(), api -> read(api.connect(url.uri()))));
        try {
            exchange.get(CONNECT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | InterruptedException e) {
            // Not hung up: an event may be using the client.
            exchange.cancel(true);
            throw new IOException("no answer", e);
        } catch (ExecutionException e) {
            throw new IOException("no connection", e.getCause());
        }
    }

    @Override
    public Answer post(TrustedUrl url, String key, Pieces json, Duration limit)
            throws NotSentException, AnswerLostException {
        return exchange(api -> read(submit(api, url.uri(), key, json)), limit);
    }

    @Override
    public Answer get(TrustedUrl url, String key, Duration limit) throws NotSentException, AnswerLostException {
        return exchange(api -> read(api.task(url.uri(), key)), limit);
    }

    @Override
    public Answer download(TrustedUrl url, Path file, long maxBytes, Duration limit)
            throws NotSentException, AnswerLostException {
        return exchange(api -> save(api.picture(url.uri()), file, maxBytes), limit);
    }

    @PreDestroy
    void close() {
        exchanges.shutdownNow();
    }

    private Answer exchange(Exchange call, Duration limit) throws NotSentException, AnswerLostException {
        BflApi api = line.get();
        Future<Answer> exchange = exchanges.submit(() -> exchange(api, call));
        try {
            return exchange.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            line.hangUp(api);
            throw new AnswerLostException("no whole answer in the time allowed");
        } catch (InterruptedException e) {
            exchange.cancel(true);
            line.hangUp(api);
            Thread.currentThread().interrupt();
            throw new AnswerLostException("interrupted while waiting for the answer");
        } catch (ExecutionException e) {
            if (wasNotSent(e.getCause())) {
                throw new NotSentException("the connection failed (" + SafeText.kind(e.getCause()) + ")");
            }
            if (e.getCause() instanceof TooLargeException) {
                line.hangUp(api);
            }
            throw new AnswerLostException("the answer was lost (" + SafeText.kind(e.getCause()) + ")");
        }
    }

    private Answer exchange(BflApi api, Exchange call) throws IOException, InterruptedException {
        line.freshen();
        return call.with(api);
    }

    /** A stream costs some changes of threads for each part of it, and a copy as much memory as it is long. */
    private static Response submit(BflApi api, URI url, String key, Pieces json) {
        return json.length() <= LARGEST_COPY
                ? api.submit(url, key, json.bytes())
                : api.submit(url, key, json.length(), json.open());
    }

    private static Answer read(Response response) throws IOException {
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
    private static Answer save(Response response, Path file, long maxBytes) throws IOException {
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

    private static Answer answer(Response response, byte[] body) {
        return new Answer(
                response.getStatus(), Optional.ofNullable(response.getHeaderString(HttpHeaders.RETRY_AFTER)), body);
    }

    /** Whether the failure happened before a connection stood, so that nothing can have been read at the other end. */
    private static boolean wasNotSent(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof SSLHandshakeException) {
                return true;
            }
        }
        return false;
    }

    private static Thread daemon(Runnable exchange) {
        Thread thread = new Thread(exchange, "bfl-exchange");
        thread.setDaemon(true);
        return thread;
    }

    /** A request, and the reading of its answer. */
    @FunctionalInterface
    private interface Exchange {
        Answer with(BflApi api) throws IOException;
    }

    private static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
