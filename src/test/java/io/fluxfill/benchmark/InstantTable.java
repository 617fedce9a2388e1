package io.fluxfill.benchmark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fluxfill.testing.LocalCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A DynamoDB over HTTPS that takes every write at once and remembers nothing: what the charge guard costs beside it is its own
 * time, with one turn over loopback for each call.
 */
final class InstantTable implements AutoCloseable {
    private static final byte[] DONE = "{}".getBytes(StandardCharsets.UTF_8);

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "benchmark table");
        thread.setDaemon(true);
        return thread;
    });

    private InstantTable(HttpsServer server) {
        this.server = server;
    }

    /**
     * Starts it on a free port, on the loopback interface only.
     *
     * @param certificate what it shows
     */
    static InstantTable start(LocalCertificate certificate) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        InstantTable table = new InstantTable(server);
        server.createContext("/", InstantTable::answer);
        server.setExecutor(table.threads);
        server.start();
        return table;
    }

    /** What makes the function guard its submits with it. */
    Map<String, String> environment() {
        return Map.of(
                "FLUX_FILL_GUARD_TABLE",
                "guard",
                "AWS_ENDPOINT_URL_DYNAMODB",
                "https://localhost:" + server.getAddress().getPort(),
                "AWS_ACCESS_KEY_ID",
                "benchmark",
                "AWS_SECRET_ACCESS_KEY",
                "benchmark");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(200, DONE.length);
            exchange.getResponseBody().write(DONE);
        }
    }
}
