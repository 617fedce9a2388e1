package io.fluxfill.bfl.rest;

import io.fluxfill.bfl.BflResponse;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    /** How much of a long body is read and sent at a time. */
    private static final int PART_BYTES = 64 * 1024;

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
     * Makes the call of the client that belongs to an exchange, on a connection that is new or surely alive.
     *
     * @param client one that {@link #get} gave
     */
    BflResponse perform(SendState state, BflApi client, Call call) throws IOException, InterruptedException {
        evictIdle();
        atHand.set(state);
        try {
            return call.with(client);
        } finally {
            atHand.remove();
        }
    }

    /** Lets go of the connections that may have died, and sees what became of the others. */
    private void evictIdle() throws InterruptedException {
        Instant now = clock.instant();
        lastUse.forEach((connection, used) -> {
            Duration idle = Duration.between(used, now);
            if (idle.isNegative() || idle.compareTo(LONGEST_IDLE) > 0) {
                lastUse.remove(connection);
                connection.close();
            }
        });
        if (!lastUse.isEmpty()) {
            eventLoops.catchUp();
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
                .register((ClientRequestFilter) this::tie)
                .httpClientRequestCustomizer(this::handOver);
        tls.get(TLS).or(tls::getDefault).ifPresent(builder::tlsConfiguration);
        return builder.build(BflApi.class);
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

    /** A request, and the reading of its answer. */
    @FunctionalInterface
    interface Call {
        BflResponse with(BflApi client) throws IOException;
    }
}
