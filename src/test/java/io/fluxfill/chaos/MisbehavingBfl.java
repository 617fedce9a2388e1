package io.fluxfill.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.testing.Json;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * BFL on a bad day. Its ledger of accepted submits is the only witness of what was paid; submits are told apart by their
 * prompts, and processes by the ends of their keys.
 *
 * <p>To be taken where it matters what was accepted while connections break at every point.
 */
final class MisbehavingBfl implements Closeable {
    private final String scheme;
    private final ServerSocket server;
    private final Map<String, List<String>> ledger = new ConcurrentHashMap<>();
    private final AtomicInteger tasks = new AtomicInteger();
    private volatile Supplier<Manner> manners = () -> Manner.ACCEPT;
    private volatile Supplier<Greeting> greetings = () -> Greeting.WELCOME;
    private volatile IntConsumer listener = caller -> {};

    /** What becomes of a connection. */
    enum Greeting {
        WELCOME,
        /** It is reset at once. */
        TURN_AWAY,
        /** Nothing that comes over it is read; over HTTPS this is a handshake that hangs. */
        IGNORE
    }

    /** What becomes of a submit. */
    enum Manner {
        ACCEPT(true),
        /** Accepted, and answered after most of the time. */
        ACCEPT_SLOWLY(true),
        /** Accepted, and answered a byte at a time, without an end. */
        ACCEPT_AND_DRIP(true),
        ACCEPT_AND_RESET(true),
        ACCEPT_AND_KEEP_SILENT(true),
        /** Accepted, and HTTP 500 is answered. */
        ACCEPT_AND_FAIL(true),
        /** Accepted, and an answer comes that is no JSON. */
        ACCEPT_AND_BABBLE(true),
        RESET(false),
        KEEP_SILENT(false),
        FAIL(false),
        LIMIT(false),
        BE_UNAVAILABLE(false),
        REFUSE(false);

        private final boolean accepts;

        Manner(boolean accepts) {
            this.accepts = accepts;
        }
    }

    private MisbehavingBfl(String scheme, ServerSocket server) {
        this.scheme = scheme;
        this.server = server;
    }

    /**
     * Starts one.
     *
     * @param tls what it shows over HTTPS; without it, it speaks HTTP
     */
    static MisbehavingBfl start(Optional<SSLContext> tls) {
        try {
            ServerSocketFactory sockets = tls.<ServerSocketFactory>map(SSLContext::getServerSocketFactory)
                    .orElseGet(ServerSocketFactory::getDefault);
            MisbehavingBfl bfl = new MisbehavingBfl(
                    tls.isPresent() ? "https" : "http",
                    sockets.createServerSocket(0, 200, InetAddress.getLoopbackAddress()));
            daemon(bfl::takeConnections);
            return bfl;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on, submits are treated so. */
    void behave(Supplier<Manner> how) {
        manners = how;
    }

    /** From now on, connections are treated so. */
    void greet(Supplier<Greeting> how) {
        greetings = how;
    }

    /** From now on this is told of each submit, before it reaches its goal and again before it is answered. */
    void tell(IntConsumer whom) {
        listener = whom;
    }

    String url() {
        return scheme + "://" + host();
    }

    /** {@code localhost:port}. */
    String host() {
        return "localhost:" + server.getLocalPort();
    }

    /** The ids of all tasks that were accepted for a prompt. */
    synchronized List<String> accepted(String prompt) {
        return List.copyOf(ledger.getOrDefault(prompt, List.of()));
    }

    /** How many submits were accepted in all. */
    int accepted() {
        return tasks.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void takeConnections() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Greeting greeting = greetings.get();
            if (greeting == Greeting.TURN_AWAY) {
                socket.setSoLinger(true, 0);
                return;
            }
            if (greeting == Greeting.IGNORE) {
                pause(10_000);
                return;
            }
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (answer(socket, in)) {
                // The next request on the same connection.
            }
        } catch (IOException e) {
            // The other end has gone.
        }
    }

    /** Answers one request; false where the connection ends with it. */
    private boolean answer(Socket socket, InputStream in) throws IOException {
        String head = head(in);
        if (head.isEmpty()) {
            return false;
        }
        byte[] body =
                in.readNBytes(Integer.parseInt(header(head, "content-length").orElse("0")));
        if (head.startsWith("GET ")) {
            String id = head.substring(head.indexOf("id=") + 3, head.indexOf(' ', 4));
            send(socket, 200, "{\"id\":\"" + id + "\",\"status\":\"Pending\"}");
            return true;
        }
        String key = header(head, "x-key").orElseThrow();
        int caller = Integer.parseInt(key.substring(key.lastIndexOf('-') + 1));
        JsonNode request = Json.read(body);
        String prompt = request.path("prompt").asText();
        listener.accept(caller);
        Manner manner = manners.get();
        String id = manner.accepts ? accept(prompt) : "";
        listener.accept(caller);
        return answer(socket, manner, id);
    }

    private boolean answer(Socket socket, Manner manner, String id) throws IOException {
        String task = "{\"id\":\"" + id + "\",\"polling_url\":\"" + url() + "/v1/get_result?id=" + id + "\"}";
        switch (manner) {
            case ACCEPT -> send(socket, 200, task);
            case ACCEPT_SLOWLY -> {
                pause(1200);
                send(socket, 200, task);
            }
            case ACCEPT_AND_DRIP -> {
                byte[] bytes = answer(200, task);
                for (int i = 0; i < bytes.length - 1; i++) {
                    socket.getOutputStream().write(bytes[i]);
                    socket.getOutputStream().flush();
                    pause(40);
                }
            }
            case ACCEPT_AND_RESET, RESET -> {
                socket.setSoLinger(true, 0);
                return false;
            }
            case ACCEPT_AND_KEEP_SILENT, KEEP_SILENT -> {
                pause(10_000);
                return false;
            }
            case ACCEPT_AND_FAIL, FAIL -> send(socket, 500, "{\"detail\":\"an accident\"}");
            case ACCEPT_AND_BABBLE -> send(socket, 200, "<html>");
            case LIMIT -> send(socket, 429, "{\"detail\":\"too many\"}");
            case BE_UNAVAILABLE -> send(socket, 503, "{\"detail\":\"not now\"}");
            default -> send(socket, 402, "{\"detail\":\"Insufficient credits\"}");
        }
        return true;
    }

    private synchronized String accept(String prompt) {
        String id = "task-" + tasks.incrementAndGet();
        ledger.computeIfAbsent(prompt, any -> new ArrayList<>()).add(id);
        return id;
    }

    private static void send(Socket socket, int status, String json) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(answer(status, json));
        out.flush();
    }

    private static byte[] answer(int status, String json) {
        return ("HTTP/1.1 " + status + " Any\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                        + "\r\n\r\n" + json)
                .getBytes(UTF_8);
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return new String(head.toString().getBytes(ISO_8859_1), UTF_8);
    }

    private static Optional<String> header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "misbehaving bfl");
        thread.setDaemon(true);
        thread.start();
    }
}
