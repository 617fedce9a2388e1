package io.fluxfill.dev.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An HTTP server that only this machine can reach. All its threads are daemons, and closing it stops them. */
public final class LoopbackServer implements AutoCloseable {

    private static final int THREADS = 32;

    /** The JDK's server sends an answer's head and body apart; without this, the body waits 40 ms for the head's receipt. */
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    private final HttpServer server;
    private final ThreadPoolExecutor threads;

    /** Answers one request. An exception becomes a plain 500. */
    @FunctionalInterface
    public interface Handler {
        Reply handle(Request request) throws Exception;
    }

    private LoopbackServer(HttpServer server, ThreadPoolExecutor threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts a server.
     *
     * @param name names its threads
     * @param port where to listen, 0 for any free port
     * @param maxBodyBytes longer bodies are thrown away, and the request is marked {@link Request#tooLarge()}
     * @param handler called for every request, on many threads
     * @throws IOException if the port is taken
     */
    public static LoopbackServer open(String name, int port, int maxBodyBytes, Handler handler) throws IOException {
        System.setProperty(NO_DELAY, "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ThreadFactory daemons = task -> daemon(task, name);
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons);
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, maxBodyBytes, handler));
        startAsDaemon(server, name);
        return new LoopbackServer(server, threads);
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** {@code http://localhost:PORT}. */
    public URI uri() {
        return URI.create("http://localhost:" + port());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** The server's own thread inherits being a daemon from the thread that starts it. */
    private static void startAsDaemon(HttpServer server, String name) {
        CompletableFuture<Void> started = new CompletableFuture<>();
        daemon(
                        () -> {
                            try {
                                server.start();
                                started.complete(null);
                            } catch (RuntimeException e) {
                                started.completeExceptionally(e);
                            }
                        },
                        name)
                .start();
        try {
            started.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("The HTTP server did not start", e.getCause());
        }
    }

    private static void serve(HttpExchange exchange, int maxBodyBytes, Handler handler) throws IOException {
        boolean staysOpen = false;
        try {
            Request request = read(exchange, maxBodyBytes);
            Reply reply;
            try {
                reply = handler.handle(request);
            } catch (Exception | Error e) {
                reply = Reply.text(500, "Internal Server Error");
            }
            if (reply.isSent()) {
                send(exchange, reply);
            }
            // Until the server's end, and without keeping this thread.
            staysOpen = reply == Reply.SILENCE || !reply.pace().complete();
        } catch (InterruptedException e) {
            // The server closes while a slow answer goes out; nobody else uses this thread.
            Thread.currentThread().interrupt();
        } finally {
            if (!staysOpen) {
                exchange.close();
            }
        }
    }

    private static Request read(HttpExchange exchange, int maxBodyBytes) throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        InputStream in = exchange.getRequestBody();
        byte[] body = in.readNBytes(maxBodyBytes);
        boolean tooLarge = in.read() >= 0;
        if (tooLarge) {
            body = new byte[0];
            // Clients that have not sent everything yet would see a reset instead of the answer.
            in.transferTo(OutputStream.nullOutputStream());
        }
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getProtocol(),
                headers,
                body,
                tooLarge,
                exchange.getRemoteAddress().getAddress().getHostAddress());
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException, InterruptedException {
        Thread.sleep(reply.pace().before().toMillis());
        reply.headers()
                .forEach((name, values) ->
                        values.forEach(v -> exchange.getResponseHeaders().add(name, v)));
        boolean noBody = reply.body().length == 0
                || reply.status() == 204
                || reply.status() == 304
                || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(reply.status(), noBody ? -1 : reply.body().length);
        if (!noBody) {
            write(exchange.getResponseBody(), reply);
        }
    }

    private static void write(OutputStream out, Reply reply) throws IOException, InterruptedException {
        byte[] body = reply.body();
        int length = reply.pace().complete() ? body.length : body.length / 2;
        if (reply.pace().during().isZero()) {
            out.write(body, 0, length);
            out.flush();
            return;
        }
        long start = System.nanoTime();
        for (int i = 0; i < length; i++) {
            long due = reply.pace().during().toNanos() / body.length * (i + 1);
            TimeUnit.NANOSECONDS.sleep(start + due - System.nanoTime());
            out.write(body[i]);
            out.flush();
        }
    }
}
