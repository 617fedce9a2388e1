package io.fluxfill.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * DynamoDB as the open-source library Moto has it, in a process of its own, with a door before it: one call goes through at a
 * time, as Moto's writes are not atomic among threads, each is noted as one of {@link AwsCalls}, and each may go wrong as a
 * test likes. A transaction that comes again with its token is not done again, which Moto does not know.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html">what a
 *     {@code ClientRequestToken} does</a>
 */
public final class DynamoDb implements AutoCloseable {
    private static final String CREATE_TABLE = "CreateTable";
    private static final String TOKEN = "ClientRequestToken";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration HANG = Duration.ofSeconds(5);

    private final Map<String, Transaction> transactions = new HashMap<>();
    private final Process moto;
    private final URI motoUrl;
    private final HttpServer door;
    private final ExecutorService threads = Executors.newCachedThreadPool(runnable -> {
        Thread thread = new Thread(runnable, "dynamodb");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile Plan plan = (caller, operation) -> Trouble.NONE;
    private volatile Consumer<String> listener = caller -> {};

    /** Says how calls go wrong. */
    @FunctionalInterface
    public interface Plan {

        /**
         * What becomes of a call.
         *
         * @param caller the access key of whoever makes it
         * @param operation such as {@code PutItem}
         */
        Trouble of(String caller, String operation);
    }

    /** How a call goes wrong. */
    public enum Trouble {
        /** Not at all. */
        NONE,
        /** It is refused for going beyond what the table can do, and not done. */
        THROTTLED,
        /** It is refused for a fault of DynamoDB's own, and not done. */
        FAILED,
        /** It is not done, and the connection is closed. */
        CLOSED_BEFORE,
        /** It is not done, and nothing is answered. */
        SILENT_BEFORE,
        /** It is done, and the connection is closed. */
        CLOSED_AFTER,
        /** It is done, and nothing is answered. */
        SILENT_AFTER,
        /** It is done, and answered half a second later. */
        SLOW
    }

    /** A transaction that was done, as it is remembered by its token. */
    private record Transaction(JsonNode request, Response response) {}

    private record Response(int status, byte[] body) {}

    private DynamoDb(Process moto, URI motoUrl, HttpServer door) {
        this.moto = moto;
        this.motoUrl = motoUrl;
        this.door = door;
    }

    /**
     * Starts an empty one.
     *
     * @param python the Python that has Moto: {@code .ci/clients} prints it
     */
    public static DynamoDb start(String python) {
        try {
            int port = freePort();
            Process moto = new ProcessBuilder(
                            python, "-m", "moto.server", "-H", "127.0.0.1", "-p", Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            HttpServer door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            DynamoDb dynamoDb = new DynamoDb(moto, URI.create("http://127.0.0.1:" + port + "/"), door);
            door.createContext("/", dynamoDb::answer);
            door.setExecutor(dynamoDb.threads);
            door.start();
            dynamoDb.awaitMoto();
            return dynamoDb;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("Moto did not start", e);
        }
    }

    /** Makes a table as the template has it, without what only matters at AWS, and gives its name. */
    public String createTable() {
        String name = "guard-" + UUID.randomUUID();
        try (DynamoDbClient admin = client()) {
            admin.createTable(table -> table.tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(id -> id.attributeName("id").attributeType(ScalarAttributeType.S))
                    .keySchema(id -> id.attributeName("id").keyType(KeyType.HASH)));
        }
        return name;
    }

    /** From now on each call goes wrong as this says. */
    public void goesWrong(Plan how) {
        plan = how;
    }

    /** From now on this is told the access key of whoever makes a call: before it is done, and again before it is answered. */
    public void tell(Consumer<String> whom) {
        listener = whom;
    }

    /** Where it is. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + door.getAddress().getPort());
    }

    /** What points the function at it, as environment variables. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL_DYNAMODB", url().toString(),
                "AWS_ACCESS_KEY_ID", S3Proxy.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", S3Proxy.SECRET_KEY,
                "AWS_REGION", S3Proxy.REGION);
    }

    /** A client of the tests' own. */
    public DynamoDbClient client() {
        return DynamoDbClient.builder()
                .httpClientBuilder(ApacheHttpClient.builder())
                .endpointOverride(url())
                .region(Region.of(S3Proxy.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(S3Proxy.ACCESS_KEY, S3Proxy.SECRET_KEY)))
                .build();
    }

    @Override
    public void close() {
        door.stop(0);
        threads.shutdownNow();
        moto.destroyForcibly();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String operation = target.substring(target.indexOf('.') + 1);
            byte[] request = exchange.getRequestBody().readAllBytes();
            String caller = caller(exchange);
            Trouble trouble = operation.equals(CREATE_TABLE) ? Trouble.NONE : plan.of(caller, operation);
            AwsCalls.noteDynamoDb(operation, request);
            listener.accept(caller);
            switch (trouble) {
                case THROTTLED -> send(exchange, error(400, "ProvisionedThroughputExceededException"));
                case FAILED -> send(exchange, error(500, "InternalServerError"));
                case CLOSED_BEFORE -> {}
                case SILENT_BEFORE -> pause(HANG);
                default -> {
                    Response response = done(exchange, request);
                    listener.accept(caller);
                    if (trouble == Trouble.SILENT_AFTER) {
                        pause(HANG);
                    } else if (trouble == Trouble.SLOW) {
                        pause(Duration.ofMillis(500));
                    }
                    if (trouble == Trouble.NONE || trouble == Trouble.SLOW) {
                        send(exchange, response);
                    }
                }
            }
        }
    }

    private synchronized Response done(HttpExchange exchange, byte[] request) throws IOException {
        JsonNode json = Json.read(request);
        if (!json.has(TOKEN)) {
            return forward(exchange, request);
        }
        String token = json.get(TOKEN).asText();
        Transaction earlier = transactions.get(token);
        if (earlier != null) {
            return earlier.request().equals(json)
                    ? earlier.response()
                    : error(400, "IdempotentParameterMismatchException");
        }
        Response response = forward(exchange, request);
        if (response.status() == 200) {
            transactions.put(token, new Transaction(json, response));
        }
        return response;
    }

    private Response forward(HttpExchange exchange, byte[] request) throws IOException {
        HttpRequest.Builder forwarded =
                HttpRequest.newBuilder(motoUrl).POST(HttpRequest.BodyPublishers.ofByteArray(request));
        for (String header : List.of("X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date")) {
            if (exchange.getRequestHeaders().containsKey(header)) {
                forwarded.header(header, exchange.getRequestHeaders().getFirst(header));
            }
        }
        try {
            HttpResponse<byte[]> response = client.send(forwarded.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Response(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String caller(HttpExchange exchange) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        return authorization.substring(authorization.indexOf('=') + 1, authorization.indexOf('/'));
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(response.status(), response.body().length);
        exchange.getResponseBody().write(response.body());
    }

    private static Response error(int status, String name) {
        String json =
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + name + "\",\"message\":\"as the test likes\"}";
        return new Response(status, json.getBytes(UTF_8));
    }

    private void awaitMoto() throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                client.send(HttpRequest.newBuilder(motoUrl).build(), HttpResponse.BodyHandlers.discarding());
                return;
            } catch (ConnectException notYet) {
                if (System.nanoTime() > end || !moto.isAlive()) {
                    close();
                    throw notYet;
                }
                pause(Duration.ofMillis(50));
            }
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
