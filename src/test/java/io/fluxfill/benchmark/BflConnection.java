package io.fluxfill.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** HTTP/1.1 on one connection. The bodies are read to their ends and forgotten: large ones leave no garbage behind. */
final class BflConnection {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int LARGEST_HEAD = 16 * 1024;

    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int start;
    private int end;

    /**
     * A request that was read to its end, without its body.
     *
     * @param method such as {@code GET}
     * @param path with the query
     * @param key what {@code x-key} says; empty without
     */
    record Request(String method, String path, String key) {}

    BflConnection(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** The next request; null if the other end has closed the connection. */
    Request read() throws IOException {
        String head = head();
        if (head == null) {
            return null;
        }
        String[] lines = head.split("\r\n");
        String[] request = lines[0].split(" ");
        if (request.length != 3) {
            throw new IOException("not a request of HTTP/1.1");
        }
        String key = "";
        long length = 0;
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            String name = lines[i].substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
            String value = lines[i].substring(colon + 1).strip();
            switch (name) {
                case "x-key" -> key = value;
                case "content-length" -> length = Long.parseLong(value);
                case "transfer-encoding" -> throw new IOException("a body must come with its length");
                default -> {}
            }
        }
        skip(length);
        return new Request(request[0], request[1], key);
    }

    /** Writes an answer, in one piece. */
    void write(int status, String json) throws IOException {
        String answer = "HTTP/1.1 " + status + " Any\r\nContent-Type: application/json\r\nContent-Length: "
                + json.length() + "\r\n\r\n" + json;
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            if (start == end && !fill()) {
                return null;
            }
            head.append((char) (buffer[start++] & 0xFF));
            if (head.length() > LARGEST_HEAD) {
                throw new IOException("the head of a request is too long");
            }
        }
        return head.toString();
    }

    private void skip(long length) throws IOException {
        for (long left = length; left > 0; ) {
            if (start == end && !fill()) {
                throw new IOException("the connection ends within a request");
            }
            int part = (int) Math.min(left, end - start);
            start += part;
            left -= part;
        }
    }

    private boolean fill() throws IOException {
        start = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
