package io.fluxfill.dev;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.dev.http.LoopbackServer;
import io.fluxfill.dev.http.Reply;
import io.fluxfill.dev.http.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * An HTTP endpoint in front of the function, as the deployed API is: every request becomes an event, the event is POSTed
 * to where the function takes events, and its answer becomes the HTTP answer again. API Gateway's limits hold: 10 MB a
 * body, 30 seconds a call; and Lambda's, if the events go to its Invoke API. What there is no answer to is answered in the
 * API's own words, and what is long is compressed for whoever takes that. Any {@code x-key} will do, and none.
 */
public final class LocalHttpFace implements AutoCloseable {

    private static final int MAX_BODY_BYTES = 10 << 20;
    /** As {@code infra/openapi.yaml} has it. */
    private static final int COMPRESSED_FROM_BYTES = 1024;

    private static final Duration MAX_TIME = Duration.ofSeconds(30);
    private static final Set<String> OWN_HEADERS = Set.of("connection", "content-length", "transfer-encoding", "date");

    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(64 << 20).build())
            .build());
    private final HttpClient client;
    private final URI function;
    private final PayloadFormat format;
    private final Clock clock;
    private final LoopbackServer server;

    private LocalHttpFace(int port, URI function, PayloadFormat format, Clock clock) throws IOException {
        this.function = function;
        this.format = format;
        this.clock = clock;
        this.client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        this.server = LoopbackServer.open("local HTTP face", port, MAX_BODY_BYTES, this::answer);
    }

    /**
     * Starts an endpoint with HTTP API events (payload format 2.0).
     *
     * @param port where to listen, 0 for any free port
     * @param function where the function takes its events: in dev mode {@code http://localhost:8080/}, or the Invoke API
     * @throws IOException if the port is taken
     */
    public static LocalHttpFace start(int port, URI function) throws IOException {
        return start(port, function, PayloadFormat.HTTP_API_V2, Clock.systemUTC());
    }

    /** Starts an endpoint with events of the given format. */
    public static LocalHttpFace start(int port, URI function, PayloadFormat format, Clock clock) throws IOException {
        return new LocalHttpFace(port, function, format, clock);
    }

    /** {@code http://localhost:PORT}. */
    public URI url() {
        return server.uri();
    }

    @Override
    public void close() {
        server.close();
    }

    private Reply answer(Request request) throws InterruptedException {
        if (request.tooLarge()) {
            return GatewayAnswers.tooLarge();
        }
        HttpRequest call = HttpRequest.newBuilder(function)
                .timeout(MAX_TIME)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        format.toEvent(request, clock.instant()).toString()))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(call, HttpResponse.BodyHandlers.ofByteArray());
            return switch (response.statusCode()) {
                case 200 -> compressed(request, toReply(json.readTree(response.body())));
                case 413 -> GatewayAnswers.tooLarge();
                default -> GatewayAnswers.noAnswer();
            };
        } catch (ConnectException e) {
            return GatewayAnswers.notHandled();
        } catch (IOException | IllegalArgumentException e) {
            return GatewayAnswers.noAnswer();
        }
    }

    private Reply toReply(JsonNode answer) {
        if (!answer.path("statusCode").isInt()) {
            return GatewayAnswers.noAnswer();
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        answer.path("headers").properties().forEach(header -> add(headers, header.getKey(), header.getValue()));
        answer.path("multiValueHeaders").properties().forEach(header -> {
            // Where both are given, the list wins, as it does at API Gateway.
            headers.keySet().removeIf(header.getKey()::equalsIgnoreCase);
            header.getValue().forEach(value -> add(headers, header.getKey(), value));
        });
        answer.path("cookies").forEach(cookie -> add(headers, "Set-Cookie", cookie));
        String text = answer.path("body").asText("");
        byte[] body = answer.path("isBase64Encoded").booleanValue()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
        return new Reply(answer.get("statusCode").intValue(), headers, body);
    }

    private static Reply compressed(Request request, Reply reply) throws IOException {
        boolean taken = request.header("accept-encoding")
                .filter(all -> all.contains("gzip"))
                .isPresent();
        if (!taken || reply.body().length < COMPRESSED_FROM_BYTES) {
            return reply;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(reply.body());
        }
        return reply.withBody(bytes.toByteArray()).with("Content-Encoding", "gzip");
    }

    private static void add(Map<String, List<String>> headers, String name, JsonNode value) {
        if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            headers.computeIfAbsent(name, any -> new ArrayList<>()).add(value.asText());
        }
    }
}
