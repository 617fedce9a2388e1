package io.fluxfill.guard.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fluxfill.testing.AwsCalls;
import io.fluxfill.testing.Json;
import io.fluxfill.testing.S3Proxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * DynamoDB's end of the line, as a script: what is asked is kept, and what is answered is given beforehand; {@code {}} where
 * nothing is.
 */
final class ScriptedDynamoDb implements AutoCloseable {
    private final HttpServer server;
    private final List<JsonNode> requests = new ArrayList<>();
    private final Deque<Response> script = new ArrayDeque<>();

    private record Response(int status, String json) {}

    ScriptedDynamoDb() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** Next comes this. */
    void answers(String json) {
        script.addLast(new Response(200, Json.text(json)));
    }

    /** Next comes an error of this name; {@code more} has its other fields. */
    void fails(int status, String name, String more) {
        script.addLast(new Response(
                status, Json.text("{'__type': 'com.amazonaws.dynamodb.v20120810#" + name + "'" + more + "}")));
    }

    /** Next the connection is closed. */
    void hangsUp() {
        script.addLast(new Response(0, ""));
    }

    /** What was asked. */
    List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    /** What points the function at it, as environment variables. */
    Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL_DYNAMODB",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                "AWS_ACCESS_KEY_ID", S3Proxy.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", S3Proxy.SECRET_KEY,
                "AWS_REGION", S3Proxy.REGION);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(Json.read(body));
            AwsCalls.noteDynamoDb(target.substring(target.indexOf('.') + 1), body);
            Response response = script.isEmpty() ? new Response(200, "{}") : script.removeFirst();
            if (response.status() > 0) {
                byte[] json = response.json().getBytes(UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
                exchange.sendResponseHeaders(response.status(), json.length);
                exchange.getResponseBody().write(json);
            }
        }
    }
}
