package io.fluxfill.benchmark;

import io.fluxfill.testing.LocalCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * BFL over HTTPS (TLS 1.3, connections kept), which answers at once and knows to the nanosecond what it did when: the rest
 * of a measurement is the function's. It looks at the key and the route, and at no picture.
 *
 * <p>To be taken for measuring only: it misbehaves in no way.
 */
public final class HttpsBfl implements AutoCloseable {
    /** The only key that it takes. */
    static final String KEY = "bfl_benchmark";

    private static final String GET_RESULT = "/v1/get_result?id=";
    private static final int BACKLOG = 64;

    private final AtomicLong heldNanos = new AtomicLong();
    /** Held while a request is answered: its client has the answer before its time is counted. */
    private final ReadWriteLock answering = new ReentrantReadWriteLock();

    private final AtomicLong submits = new AtomicLong();
    private final AtomicReference<Ready> lastReady = new AtomicReference<>();
    private final Map<String, Task> tasks = new ConcurrentHashMap<>();
    private final Set<SSLSocket> connections = ConcurrentHashMap.newKeySet();
    private final LocalCertificate certificate;
    private final SSLServerSocket server;
    private volatile Duration taskTime = Duration.ofSeconds(1);

    /**
     * When a task was ready, and when that was first told.
     *
     * @param sinceNanos by {@link System#nanoTime()}, as is
     * @param toldNanos when the answer had been written
     */
    record Ready(long sinceNanos, long toldNanos) {}

    private record Task(long readyNanos, boolean moderated) {}

    private HttpsBfl(LocalCertificate certificate, SSLServerSocket server) {
        this.certificate = certificate;
        this.server = server;
    }

    /**
     * Starts it on a free port, on the loopback interface only.
     *
     * @param folder where its certificate is written
     */
    public static HttpsBfl start(Path folder) throws IOException, InterruptedException {
        LocalCertificate certificate = LocalCertificate.in(folder);
        SSLServerSocket server = (SSLServerSocket) certificate
                .server()
                .getServerSocketFactory()
                .createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        server.setEnabledProtocols(new String[] {"TLSv1.3"});
        HttpsBfl bfl = new HttpsBfl(certificate, server);
        bfl.daemon(bfl::accept);
        return bfl;
    }

    /** {@code localhost:PORT}. */
    public String authority() {
        return "localhost:" + server.getLocalPort();
    }

    /** {@code https://localhost:PORT}. */
    public URI uri() {
        return URI.create("https://" + authority());
    }

    /** What it shows, and what is to be trusted. */
    public LocalCertificate certificate() {
        return certificate;
    }

    /** How long tasks take that are submitted from now on. */
    void taskTime(Duration value) {
        taskTime = value;
    }

    /** Makes a task that is ready or moderated already, and gives its id. */
    String finishedTask(boolean moderated) {
        String id = UUID.randomUUID().toString();
        tasks.put(id, new Task(System.nanoTime(), moderated));
        return id;
    }

    /** What it gives as the polling URL of a task. */
    String pollingUrl(String id) {
        return uri() + GET_RESULT + id;
    }

    /** For how long it had requests in all: each from its last byte read until its answer was written. */
    Duration held() {
        answering.writeLock().lock();
        try {
            return Duration.ofNanos(heldNanos.get());
        } finally {
            answering.writeLock().unlock();
        }
    }

    /** How many submits it took. */
    long submits() {
        return submits.get();
    }

    /** The task that was last told to be ready. */
    Ready lastReady() {
        return lastReady.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SSLSocket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                SSLSocket connection = (SSLSocket) server.accept();
                connections.add(connection);
                daemon(() -> serve(connection));
            } catch (IOException e) {
                // Closed, or a client that has gone.
            }
        }
    }

    private void serve(SSLSocket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            BflConnection connection = new BflConnection(socket.getInputStream(), socket.getOutputStream());
            for (BflConnection.Request request = connection.read(); request != null; request = connection.read()) {
                answerTimed(request, connection);
            }
        } catch (IOException e) {
            // The function was killed, or does not want this connection any more.
        } finally {
            connections.remove(socket);
        }
    }

    private void answerTimed(BflConnection.Request request, BflConnection connection) throws IOException {
        answering.readLock().lock();
        try {
            long began = System.nanoTime();
            answer(request, connection);
            heldNanos.addAndGet(System.nanoTime() - began);
        } finally {
            answering.readLock().unlock();
        }
    }

    private void answer(BflConnection.Request request, BflConnection connection) throws IOException {
        if (request.method().equals("HEAD")) {
            connection.write(404, "");
        } else if (!request.key().equals(KEY)) {
            connection.write(403, "{\"detail\":\"Not authenticated\"}");
        } else if (request.method().equals("POST") && request.path().startsWith("/v1/flux-pro-1.0-fill")) {
            submit(connection);
        } else if (request.method().equals("GET") && request.path().startsWith(GET_RESULT)) {
            poll(request.path().substring(GET_RESULT.length()), connection);
        } else {
            connection.write(404, "{\"detail\":\"Not Found\"}");
        }
    }

    private void submit(BflConnection connection) throws IOException {
        String id = UUID.randomUUID().toString();
        tasks.put(id, new Task(System.nanoTime() + taskTime.toNanos(), false));
        submits.incrementAndGet();
        connection.write(200, "{\"id\":\"%s\",\"polling_url\":\"%s\"}".formatted(id, pollingUrl(id)));
    }

    private void poll(String id, BflConnection connection) throws IOException {
        Task task = tasks.get(id);
        if (task == null) {
            connection.write(404, task(id, "Task not found", "null"));
        } else if (System.nanoTime() < task.readyNanos()) {
            connection.write(200, task(id, "Pending", "null"));
        } else if (task.moderated()) {
            connection.write(200, task(id, "Request Moderated", "null"));
        } else {
            String picture = "{\"sample\":\"%s/%s.jpeg?sig=x\",\"seed\":1,\"duration\":1.0}".formatted(uri(), id);
            connection.write(200, task(id, "Ready", picture));
            lastReady.set(new Ready(task.readyNanos(), System.nanoTime()));
        }
    }

    private static String task(String id, String status, String result) {
        return "{\"id\":\"%s\",\"status\":\"%s\",\"result\":%s,\"progress\":null,\"details\":null}"
                .formatted(id, status, result);
    }

    private void daemon(Runnable work) {
        Thread thread = new Thread(work, "benchmark bfl");
        thread.setDaemon(true);
        thread.start();
    }
}
