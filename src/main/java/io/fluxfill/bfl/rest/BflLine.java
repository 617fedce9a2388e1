package io.fluxfill.bfl.rest;

import io.fluxfill.bfl.BflResponse;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.JdkSSLEngineOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.Response;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.client.api.LoggingScope;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;

/**
 * The REST client with its connections, made with the first use and again after it was hung up. A connection is used again
 * while it is fresh: one that died while Lambda had frozen the process would leave a paid submit in doubt.
 *
 * <p>The client is made by hand: every client that Quarkus configures costs a tenth of the time from the start of the process
 * to its first event (see {@code infra/decisions.md}).
 */
@Singleton
final class BflLine {
    /**
     * Since the last request was sent. No server is known to hang up on a connection that was idle for so short a time,
     * whatever it promises.
     */
    static final Duration LONGEST_IDLE = Duration.ofSeconds(1);

    /** The name by which a call of the client knows its exchange. */
    private static final String STATE = SendState.class.getName();

    /** The TLS configuration that is taken where there is one, such as {@code quarkus.tls.bfl.trust-store.pem.certs}. */
    private static final String TLS = "bfl";

    /** Of no meaning, as every call names its own. */
    private static final URI BASE = URI.create("https://api.bfl.ai");

    private static final int CONNECT_SECONDS = 3;

    /** How much of a long body is read at a time: each part of a picture costs two changes of threads. */
    private static final int PART_BYTES = 64 * 1024;

    /** A task's body is a few hundred bytes; a validation answer may echo a picture. */
    static final int MAX_JSON_BYTES = 16 * 1024 * 1024;

    private final TlsConfigurationRegistry tls;
    private final EventLoops eventLoops;
    private final Clock clock;
    private final Map<HttpConnection, Instant> lastUse = new ConcurrentHashMap<>();
    private final ThreadLocal<SendState> atHand = new ThreadLocal<>();
    private BflApi open;

    BflLine(TlsConfigurationRegistry tls, EventLoops eventLoops, Clock clock) {
        this.tls = tls;
        this.eventLoops = eventLoops;
        this.clock = clock;
    }

    /** The client. */
    synchronized BflApi get() {
        if (open == null) {
            open = make();
        }
        return open;
    }

    /**
     * Begins the call of the client that belongs to an exchange, on a connection that is new or surely alive. An event loop
     * makes it, as all that it leads to is done by one: no thread is woken in between.
     *
     * @param client one that {@link #get} gave
     */
    CompletableFuture<Response> begin(SendState state, BflApi client, LaterCall call) {
        return withoutIdle().thenComposeAsync(ready -> tied(state, () -> call.with(client)), eventLoops.any());
    }

    /**
     * The same for a call that blocks its thread, which is that of the caller.
     *
     * @param client one that {@link #get} gave
     */
    BflResponse perform(SendState state, BflApi client, Call call)
            throws IOException, InterruptedException, ExecutionException {
        withoutIdle().get();
        return tied(state, () -> call.with(client));
    }

    /** Lets go of the connections that may have died, and sees what became of the others. */
    private CompletableFuture<Void> withoutIdle() {
        if (lastUse.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Instant now = clock.instant();
        lastUse.forEach((connection, used) -> {
            Duration idle = Duration.between(used, now);
            if (idle.isNegative() || idle.compareTo(LONGEST_IDLE) > 0) {
                lastUse.remove(connection);
                connection.close();
            }
        });
        return eventLoops.catchUp();
    }

    private <T, E extends Exception> T tied(SendState state, Tied<T, E> call) throws E {
        atHand.set(state);
        try {
            return call.begin();
        } finally {
            atHand.remove();
        }
    }

    /** Ends a client and its connections. */
    void hangUp(BflApi client) {
        forget(client);
        try {
            ((Closeable) client).close();
        } catch (IOException e) {
            throw new IllegalStateException("a REST client does not fail to close", e);
        }
    }

    @PreDestroy
    synchronized void close() {
        if (open != null) {
            hangUp(open);
        }
    }

    private synchronized void forget(BflApi client) {
        if (open == client) {
            open = null;
        }
    }

    private BflApi make() {
        QuarkusRestClientBuilder builder = QuarkusRestClientBuilder.newBuilder()
                .baseUri(BASE)
                .userAgent("flux-fill-lambda")
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                // The caller of RestTransport knows how much time there is for an exchange, and limits all of it.
                .readTimeout(0, TimeUnit.SECONDS)
                .followRedirects(false)
                // Answers of every status are read by the BFL client itself.
                .disableDefaultMapper(true)
                // Or the environment could have headers and bodies logged.
                .loggingScope(LoggingScope.NONE)
                .property(QuarkusRestClientProperties.MAX_CHUNK_SIZE, PART_BYTES)
                .httpClientOptionsCustomizer(BflLine::configure)
                .register((ClientRequestFilter) this::tie)
                .httpClientRequestCustomizer(this::handOver);
        tls.get(TLS).or(tls::getDefault).ifPresent(builder::tlsConfiguration);
        return builder.build(BflApi.class);
    }

    /** TLS writes megabytes through buffers of 16 KB: pooled, they are neither cleared for each record nor collected. */
    private static void configure(HttpClientOptions options) {
        options.setSslEngineOptions(new JdkSSLEngineOptions().setPooledHeapBuffers(true));
    }

    /** Ties a call to its exchange. Called on the thread that makes the call. */
    private void tie(ClientRequestContext call) {
        ((ResteasyReactiveClientRequestContext) call).getContext().putLocal(STATE, atHand.get());
    }

    /**
     * Called where a connection stands, TLS included, and a request is about to be written to it: Vert.x has no request
     * before. A request that is reset here is not written, and its connection stays as good as new.
     */
    private void handOver(HttpClientRequest request) {
        SendState state = Vertx.currentContext().getLocal(STATE);
        HttpConnection connection = request.connection();
        note(connection);
        // Where a picture is read, its reader takes this place.
        request.response().onSuccess(response -> response.handler(new Limit(connection)));
        if (!state.begins(connection.remoteAddress())) {
            // Or Vert.x would log that it was reset.
            request.exceptionHandler(reset -> {});
            request.reset();
        }
    }

    private void note(HttpConnection connection) {
        if (lastUse.put(connection, clock.instant()) == null) {
            connection.closeHandler(closed -> lastUse.remove(connection));
        }
    }

    /** A request whose answer comes later. */
    @FunctionalInterface
    interface LaterCall {
        CompletionStage<Response> with(BflApi client);
    }

    /** A request, and the reading of its answer. */
    @FunctionalInterface
    interface Call {
        BflResponse with(BflApi client) throws IOException;
    }

    private interface Tied<T, E extends Exception> {
        T begin() throws E;
    }

    /** Hangs up where an answer's body grows larger than any should be: the client puts it together, whatever its size. */
    private static final class Limit implements Handler<Buffer> {
        private final HttpConnection connection;
        private int bytes;

        Limit(HttpConnection connection) {
            this.connection = connection;
        }

        @Override
        public void handle(Buffer part) {
            bytes += part.length();
            if (bytes > MAX_JSON_BYTES) {
                connection.close();
            }
        }
    }
}
