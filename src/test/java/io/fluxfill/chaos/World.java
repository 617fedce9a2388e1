package io.fluxfill.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.lambda.LambdaEmulator;
import io.fluxfill.lambda.LambdaOptions;
import io.fluxfill.testing.DynamoDb;
import io.fluxfill.testing.Json;
import io.fluxfill.testing.LocalCertificate;
import io.fluxfill.testing.Planted;
import io.fluxfill.testing.S3Proxy;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** Some processes of the executable, each in a Lambda of its own, with a BFL on a bad day and a table that is in trouble. */
final class World implements AutoCloseable {
    /** The function's own timeout: all of it is short, so that many runs take little time. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Until after a run nobody who took part in it can be alive, as the guard reckons. */
    static final Duration UNTIL_ALL_ARE_GONE = TIMEOUT.plusSeconds(6);

    private static final int SANDBOXES = 4;

    private final MisbehavingBfl bfl;
    private final List<LambdaEmulator> sandboxes = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final int first;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile Scenario scenario = Scenario.calm();

    /**
     * Starts one.
     *
     * @param number of the world, among those that share a table
     * @param tls what BFL shows over HTTPS; without it, BFL speaks HTTP
     */
    World(int number, Path executable, Optional<LocalCertificate> tls, Map<String, String> table, String tableName)
            throws IOException {
        first = number * SANDBOXES;
        bfl = MisbehavingBfl.start(tls.map(LocalCertificate::server));
        for (int i = 0; i < SANDBOXES; i++) {
            Map<String, String> environment = new HashMap<>(table);
            environment.putAll(Map.of(
                    "AWS_ACCESS_KEY_ID",
                    accessKey(first + i),
                    "BFL_API_KEY",
                    Planted.KEY + "-" + (first + i),
                    "FLUX_FILL_BFL_URL",
                    bfl.url(),
                    "FLUX_FILL_BFL_FINETUNE_URL",
                    bfl.url(),
                    "FLUX_FILL_BFL_TRUSTED_HOSTS",
                    bfl.host(),
                    "FLUX_FILL_GUARD_TABLE",
                    tableName,
                    "FLUX_FILL_BUDGET_CREDITS_PER_CALLER",
                    "1000",
                    "FLUX_FILL_WAIT_FUNCTION_TIMEOUT",
                    TIMEOUT.toString(),
                    "FLUX_FILL_WAIT_HTTP_TIMEOUT",
                    TIMEOUT.toString(),
                    "QUARKUS_LOG_LEVEL",
                    "DEBUG"));
            tls.ifPresent(certificate -> environment.put(
                    "QUARKUS_TLS_BFL_TRUST_STORE_PEM_CERTS", certificate.pem().toString()));
            sandboxes.add(LambdaEmulator.start(
                    0,
                    LambdaOptions.builder("fill", List.of(executable.toString()))
                            .environment(environment)
                            .timeout(TIMEOUT)
                            .build()));
        }
        bfl.tell(this::called);
        bfl.behave(() -> scenario.manner());
        bfl.greet(() -> scenario.greeting());
    }

    private static String accessKey(int process) {
        return S3Proxy.ACCESS_KEY + "X" + process;
    }

    /** The process that has an access key; empty where it is none of any world's. */
    private static OptionalInt process(String accessKey) {
        int mark = accessKey.indexOf('X');
        return mark < 0 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(accessKey.substring(mark + 1)));
    }

    /** Whether a call to the table is one of this world's, by the access key of whoever makes it. */
    boolean owns(String accessKey) {
        OptionalInt process = process(accessKey);
        return process.isPresent() && process.getAsInt() / SANDBOXES * SANDBOXES == first;
    }

    /** What becomes of a call to the table. */
    DynamoDb.Trouble trouble() {
        return scenario.trouble();
    }

    /** Takes note of a call to the table. */
    void tableCalled(String accessKey) {
        called(process(accessKey).getAsInt());
    }

    MisbehavingBfl bfl() {
        return bfl;
    }

    /** From now on this happens. */
    void play(Scenario next) {
        calls.set(0);
        scenario = next;
    }

    /** From now on all goes well. */
    void calmDown() {
        scenario = Scenario.calm();
    }

    LambdaEmulator sandbox(int any) {
        return sandboxes.get(any % SANDBOXES);
    }

    /** All that the processes have printed. */
    List<String> log() {
        return sandboxes.stream().flatMap(sandbox -> sandbox.log().stream()).toList();
    }

    /** Sends an event to one of the processes, and gives what comes back: a result, an error, or an HTTP answer. */
    ObjectNode invoke(int sandbox, ObjectNode event, Optional<String> requestId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(sandbox(sandbox).invokeUrl())
                .POST(HttpRequest.BodyPublishers.ofString(event.toString()));
        requestId.ifPresent(id -> request.header(LambdaEmulator.REQUEST_ID, id));
        try {
            return (ObjectNode) Json.read(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                    .body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        sandboxes.forEach(LambdaEmulator::close);
        bfl.close();
    }

    /** Kills the process that calls, when the instant has come. */
    private void called(int process) {
        if (scenario.killAtInstant()
                .filter(instant -> instant == calls.getAndIncrement())
                .isPresent()) {
            sandboxes.get(process - first).kill();
        }
    }
}
