package io.fluxfill.function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lambda's runtime API as far as one event goes, and with a fault of its own: what the function answers is refused. */
final class RuntimeApi implements AutoCloseable {
    static final String REQUEST_ID = "the-only-one";
    static final String TRACE_ID = "1-5759e988-bd862e3fe1be46a994272793";

    private final HttpServer server;
    private final AtomicBoolean handedOut = new AtomicBoolean();
    private final List<String> initErrors = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    RuntimeApi(String event) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> serve(exchange, event));
        server.start();
    }

    /** For {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return "localhost:" + server.getAddress().getPort();
    }

    /** What was told of a start that failed. */
    List<String> initErrors() {
        return initErrors;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    private void serve(HttpExchange exchange, String event) throws IOException {
        String told = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (exchange.getRequestURI().getPath().endsWith("/init/error")) {
            initErrors.add(told);
            exchange.sendResponseHeaders(202, -1);
        } else if (!exchange.getRequestURI().getPath().endsWith("/invocation/next")) {
            exchange.sendResponseHeaders(500, -1);
        } else if (handedOut.compareAndSet(false, true)) {
            byte[] body = event.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", REQUEST_ID);
            exchange.getResponseHeaders()
                    .set("Lambda-Runtime-Trace-Id", "Root=" + TRACE_ID + ";Parent=53995c3f42cd8ad8;Sampled=1");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } else {
            await();
        }
        exchange.close();
    }

    /** There is no further event: as Lambda does, the connection is left open. */
    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
