package io.fluxfill.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Hands requests on to a plain HTTP server as they are, host name included, which S3's signatures need. In the protocol's
 * version 1.0: the answer ends with the connection.
 */
record ForwardTo(URI server) {
    private static final Set<String> HOP_BY_HOP = Set.of("connection", "expect", "keep-alive");

    GatewayAnswer answer(GatewayRequest request) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            String query = request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery();
            StringBuilder head = new StringBuilder(request.method() + " " + request.path() + query + " HTTP/1.0\r\n");
            for (GatewayRequest.Header header : request.headers()) {
                if (!HOP_BY_HOP.contains(header.name().toLowerCase(Locale.ROOT))) {
                    head.append(header.name())
                            .append(": ")
                            .append(header.value())
                            .append("\r\n");
                }
            }
            whole.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            whole.write(request.body());
            whole.writeTo(socket.getOutputStream());
            return read(socket.getInputStream().readAllBytes());
        }
    }

    private static GatewayAnswer read(byte[] answer) throws IOException {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("the server gave no answer");
        }
        String[] lines = text.substring(0, end).split("\r\n");
        List<GatewayRequest.Header> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            String name = lines[i].substring(0, colon);
            if (!name.equalsIgnoreCase("content-length") && !name.equalsIgnoreCase("connection")) {
                headers.add(new GatewayRequest.Header(
                        name, lines[i].substring(colon + 1).strip()));
            }
        }
        byte[] body = text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
        return new GatewayAnswer(Integer.parseInt(lines[0].split(" ")[1]), headers, body);
    }
}
