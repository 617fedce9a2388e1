package io.fluxfill.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server below HTTP, for what an HTTP server would not do: to hang up unread, and to see that a client has. */
public final class RawServer implements AutoCloseable {

    /** What is done with each connection. */
    public interface Connection {
        void serve(Socket socket) throws IOException, InterruptedException;
    }

    /** Resets the connection before a byte of the request is read. */
    public static final Connection RESET_UNREAD = socket -> socket.setSoLinger(true, 0);

    /** Resets the connection when the request arrives. */
    public static final Connection RESET_AT_FIRST_BYTE = socket -> {
        socket.getInputStream().read();
        socket.setSoLinger(true, 0);
    };

    /** Resets the connection when it has read the head of a request. */
    public static final Connection RESET_AFTER_HEAD = socket -> {
        readHead(socket.getInputStream());
        socket.setSoLinger(true, 0);
    };

    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: *([0-9]+)");

    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();

    public RawServer(Connection connection) {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(() -> accept(connection), "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads the head of a request, answers with exactly this text and hangs up. */
    public static Connection answering(String text) {
        return socket -> {
            readHead(socket.getInputStream());
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        };
    }

    /** Reads the head of a request, answers with exactly this text, and then reads on until the client hangs up. */
    public static Connection answeringBeforeTheBody(String text) {
        return socket -> {
            InputStream in = socket.getInputStream();
            readHead(in);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            in.transferTo(OutputStream.nullOutputStream());
        };
    }

    /** Answers every request of a connection with exactly this text, until the client hangs up. */
    public static Connection keeping(String text) {
        return socket -> {
            InputStream in = socket.getInputStream();
            for (String head = readHead(in); !head.isEmpty(); head = readHead(in)) {
                Matcher length = CONTENT_LENGTH.matcher(head);
                in.skipNBytes(length.find() ? Long.parseLong(length.group(1)) : 0);
                socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            }
        };
    }

    /** Sends the head of an answer and a byte of its body now and then, until the client hangs up. */
    public static Connection dripUntilHungUp(CompletableFuture<Boolean> hungUp) {
        return socket -> {
            readHead(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            CountDownLatch never = new CountDownLatch(1);
            try {
                for (int i = 0; i < 100_000; i++) {
                    out.write('x');
                    out.flush();
                    never.await(20, TimeUnit.MILLISECONDS);
                }
                hungUp.complete(false);
            } catch (IOException e) {
                hungUp.complete(true);
            }
        };
    }

    /**
     * Answers with a body of more bytes than anybody wants, 128 MB, as fast as it can.
     *
     * @param hungUp gets whether the client hung up before it was sent
     */
    public static Connection floodUntilHungUp(CompletableFuture<Boolean> hungUp) {
        return socket -> {
            readHead(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 134217728\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] part = new byte[64 * 1024];
            try {
                for (int i = 0; i < 2048; i++) {
                    out.write(part);
                }
                hungUp.complete(false);
            } catch (IOException e) {
                hungUp.complete(true);
            }
        };
    }

    /** {@code http://localhost:PORT}. */
    public String url() {
        return "http://localhost:" + server.getLocalPort();
    }

    /** How many connections were made. */
    public int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** All up to the first empty line; nothing where the client has hung up. */
    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                return "";
            }
            head.append((char) read);
        }
        return head.toString();
    }

    private void accept(Connection connection) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                connections.incrementAndGet();
                connection.serve(socket);
            } catch (IOException e) {
                // The end of this connection, or of the server.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
