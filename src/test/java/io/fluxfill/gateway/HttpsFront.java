package io.fluxfill.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * HTTP/1.1 over TLS on the loopback interface. Unlike the JDK's server it keeps the names of headers as the client spelt
 * them, as API Gateway does. Bodies come with their length.
 */
final class HttpsFront implements AutoCloseable {
    private static final int BACKLOG = 128;
    private static final int LARGEST_HEAD = 32 * 1024;

    private final SSLServerSocket server;
    private final Handler handler;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    /** Answers a request. */
    @FunctionalInterface
    interface Handler {
        GatewayAnswer handle(GatewayRequest request) throws IOException, InterruptedException;
    }

    private HttpsFront(SSLServerSocket server, Handler handler) {
        this.server = server;
        this.handler = handler;
    }

    /** Starts one on a free port. */
    static HttpsFront start(SSLContext tls, Handler handler) throws IOException {
        SSLServerSocket server = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        HttpsFront front = new HttpsFront(server, handler);
        daemon(front::accept);
        return front;
    }

    /** {@code localhost:PORT}. */
    String authority() {
        return "localhost:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                daemon(() -> serve(connection));
            } catch (IOException e) {
                // Closed, or a client that has gone.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                GatewayRequest request = read(head, in, connection);
                write(handler.handle(request), request.method(), connection);
            }
        } catch (IOException e) {
            // The client has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    private static GatewayRequest read(String head, InputStream in, Socket connection) throws IOException {
        String[] lines = head.split("\r\n");
        String[] request = lines[0].split(" ");
        if (request.length != 3) {
            throw new IOException("not a request of HTTP/1.1");
        }
        List<GatewayRequest.Header> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.add(new GatewayRequest.Header(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).strip()));
        }
        int query = request[1].indexOf('?');
        GatewayRequest bodiless = new GatewayRequest(
                request[0],
                query < 0 ? request[1] : request[1].substring(0, query),
                query < 0 ? "" : request[1].substring(query + 1),
                headers,
                new byte[0],
                connection.getInetAddress().getHostAddress());
        if (bodiless.header("transfer-encoding").isPresent()) {
            throw new IOException("a body must come with its length");
        }
        if (bodiless.header("expect").isPresent()) {
            connection.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        int length = Integer.parseInt(bodiless.header("content-length").orElse("0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the client has gone within its request");
        }
        return bodiless.with(body);
    }

    private static void write(GatewayAnswer answer, String method, Socket connection) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Any\r\n");
        answer.headers()
                .forEach(header -> head.append(header.name())
                        .append(": ")
                        .append(header.value())
                        .append("\r\n"));
        head.append("Content-Length: ").append(answer.body().length).append("\r\n\r\n");
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!method.equals("HEAD")) {
            whole.write(answer.body());
        }
        whole.writeTo(connection.getOutputStream());
        connection.getOutputStream().flush();
    }

    /** All up to the first empty line; nothing where the client has gone. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int read = in.read();
            if (read < 0) {
                return "";
            }
            head.append((char) read);
            if (head.length() > LARGEST_HEAD) {
                throw new IOException("the head of a request is too long");
            }
        }
        return head.toString();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "gateway");
        thread.setDaemon(true);
        thread.start();
    }
}
