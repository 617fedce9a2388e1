package io.fluxfill.bfl.rest;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.http.HttpClientOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/**
 * The REST client with its connections, made with the first use and again after it was hung up.
 *
 * <p>It is made by hand: every client that Quarkus configures costs a tenth of the time from the start of the process to its
 * first event (see {@code infra/decisions.md}).
 */
@Singleton
final class BflLine {
    /** The TLS configuration that is taken where there is one, such as {@code quarkus.tls.bfl.trust-store.pem.certs}. */
    private static final String TLS = "bfl";

    /** Of no meaning, as every call names its own. */
    private static final URI BASE = URI.create("https://api.bfl.ai");

    private static final int CONNECT_SECONDS = 3;

    /**
     * How long a connection may be idle, and how often that is looked at: so after two seconds it is gone. No server is known
     * to hang up so soon; if one did so while Lambda has frozen the process, that would leave a paid submit in doubt.
     */
    private static final int IDLE_SECONDS = 1;

    private static final int CHECK_MILLIS = 1000;

    /** How much of a long body is read and sent at a time. */
    private static final int PART_BYTES = 64 * 1024;

    private final TlsConfigurationRegistry tls;
    private BflApi open;

    BflLine(TlsConfigurationRegistry tls) {
        this.tls = tls;
    }

    /** The client. */
    synchronized BflApi get() {
        if (open == null) {
            open = make();
        }
        return open;
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
                .property(QuarkusRestClientProperties.MAX_CHUNK_SIZE, PART_BYTES)
                .httpClientOptionsCustomizer(BflLine::limitIdleness);
        tls.get(TLS).or(tls::getDefault).ifPresent(builder::tlsConfiguration);
        return builder.build(BflApi.class);
    }

    private static void limitIdleness(HttpClientOptions options) {
        options.setKeepAliveTimeout(IDLE_SECONDS).setPoolCleanerPeriod(CHECK_MILLIS);
    }
}
