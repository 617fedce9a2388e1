package io.fluxfill.function;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * BFL as far as connections go: it tells which request came over which of them and when, and treats those that are idle as
 * servers and networks do. Over TLS with any certificate, or without.
 *
 * <p>To be taken where a test is about connections: which were kept, which had died meanwhile.
 */
final class RawBfl implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)\\r?$");

    private final List<Seen> requests = new CopyOnWriteArrayList<>();
    private final List<Connection> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger tasks = new AtomicInteger();
    private final ServerSocket server;
    private final boolean secure;
    private volatile Optional<SSLContext> tls;
    private volatile boolean keepsSilent;
    private volatile Script script = RawBfl::ready;

    /**
     * A request that was read to its end.
     *
     * @param connection counts the connections from 1
     * @param silent whether its connection was silenced before
     */
    record Seen(int connection, boolean silent, String method, String path) {}

    /** The JSON in an answer; empty: there will be none. */
    interface Script {
        Optional<String> answer(RawBfl bfl, Seen request);
    }

    private RawBfl(int port, Optional<SSLContext> tls) {
        try {
            server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.tls = tls;
        secure = tls.isPresent();
        daemon(this::accept);
    }

    /** Over plain HTTP, or over TLS with the certificate of a context. */
    static RawBfl start(Optional<SSLContext> tls) {
        return new RawBfl(0, tls);
    }

    /** Over plain HTTP, on a port that is known to be free. */
    static RawBfl startAt(int port) {
        return new RawBfl(port, Optional.empty());
    }

    /** Accepts every submit, and says that every task is ready. */
    static Optional<String> ready(RawBfl bfl, Seen request) {
        return request.method().equals("POST")
                ? Optional.of(bfl.accepted())
                : Optional.of("{\"id\":\"any\",\"status\":\"Ready\",\"result\":{\"duration\":4.5}}");
    }

    /** Accepts every submit, and never finishes a task. */
    static Optional<String> pending(RawBfl bfl, Seen request) {
        return request.method().equals("POST")
                ? Optional.of(bfl.accepted())
                : Optional.of("{\"id\":\"any\",\"status\":\"Pending\"}");
    }

    /** How requests are answered from now on. */
    void follow(Script next) {
        script = next;
    }

    /** The certificate that is shown to new connections from now on. */
    void show(SSLContext certificate) {
        tls = Optional.of(certificate);
    }

    /** Whether new connections are taken, and TLS' greeting left without an answer. */
    void keepSilent(boolean on) {
        keepsSilent = on;
    }

    URI url() {
        return URI.create((secure ? "https" : "http") + "://" + host());
    }

    /** {@code host:port}. */
    String host() {
        return "localhost:" + server.getLocalPort();
    }

    /** Where a task is asked for. */
    URI pollingUrl(String id) {
        return url().resolve("/v1/get_result?id=" + id);
    }

    /** How many connections were made, whether they came to a request or not. */
    int connections() {
        return connections.get();
    }

    /** All requests so far, in their order. */
    List<Seen> requests() {
        return List.copyOf(requests);
    }

    /** The requests so far of one method. */
    List<Seen> requests(String method) {
        return requests().stream().filter(seen -> seen.method().equals(method)).toList();
    }

    /** Ends all connections as a server does that has waited long enough. */
    void closeConnections() {
        open.forEach(Connection::end);
        open.clear();
    }

    /** Ends all connections as a gateway does that has forgotten them. */
    void resetConnections() {
        open.forEach(Connection::reset);
        open.clear();
    }

    /** The connections that there are stay open and take everything, but nobody is there any more to answer. */
    void silenceConnections() {
        open.forEach(Connection::silence);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        resetConnections();
    }

    private String accepted() {
        String id = "task-" + tasks.incrementAndGet();
        return "{\"id\":\"" + id + "\",\"polling_url\":\"" + pollingUrl(id) + "\"}";
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket accepted = server.accept();
                Connection connection = new Connection(connections.incrementAndGet(), accepted);
                open.add(connection);
                daemon(connection::serve);
            } catch (IOException e) {
                // The server was closed.
                return;
            }
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "raw-bfl");
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection; what is below TLS is kept to end it from there. */
    private final class Connection {
        private final int number;
        private final Socket below;
        private volatile Socket socket;
        private volatile boolean silent;

        Connection(int number, Socket below) {
            this.number = number;
            this.below = below;
            this.socket = below;
        }

        void serve() {
            try (below) {
                below.setTcpNoDelay(true);
                if (keepsSilent) {
                    below.getInputStream().transferTo(OutputStream.nullOutputStream());
                    return;
                }
                if (tls.isPresent()) {
                    socket = tls.get().getSocketFactory().createSocket(below, null, true);
                    ((SSLSocket) socket).startHandshake();
                }
                InputStream in = new BufferedInputStream(socket.getInputStream());
                for (Optional<Seen> request = read(in); request.isPresent(); request = read(in)) {
                    requests.add(request.get());
                    Optional<String> answer = silent ? Optional.empty() : script.answer(RawBfl.this, request.get());
                    if (answer.isPresent()) {
                        send(answer.get());
                    }
                }
            } catch (IOException e) {
                // The end of this connection, from either side.
            } finally {
                open.remove(this);
            }
        }

        void silence() {
            silent = true;
        }

        void end() {
            try {
                socket.shutdownOutput();
                below.close();
            } catch (IOException e) {
                // It has ended already.
            }
        }

        void reset() {
            try {
                below.setSoLinger(true, 0);
                below.close();
            } catch (IOException e) {
                // It has ended already.
            }
        }

        private Optional<Seen> read(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int read = in.read();
                if (read < 0) {
                    return Optional.empty();
                }
                head.append((char) read);
            }
            Matcher length = LENGTH.matcher(head);
            if (length.find()) {
                in.skipNBytes(Long.parseLong(length.group(1)));
            }
            String[] words = head.toString().split(" ", 3);
            return Optional.of(new Seen(number, silent, words[0], words[1]));
        }

        private void send(String json) throws IOException {
            String answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                    + "\r\n\r\n" + json;
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }
    }
}
