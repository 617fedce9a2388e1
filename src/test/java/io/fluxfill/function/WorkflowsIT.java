package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fluxfill.dev.LocalHttpFace;
import io.fluxfill.dev.PayloadFormat;
import io.fluxfill.dev.http.LoopbackServer;
import io.fluxfill.dev.http.Reply;
import io.fluxfill.dev.standin.StandIn;
import io.fluxfill.dev.standin.StandInOptions;
import io.fluxfill.lambda.LambdaEmulator;
import io.fluxfill.lambda.LambdaOptions;
import io.fluxfill.testing.DynamoDb;
import io.fluxfill.testing.Planted;
import io.fluxfill.testing.S3Proxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What others have written runs against the native executable: the workflows in an interpreter of the Amazon States
 * Language, and a client for BFL's own API. Lambda, BFL, S3 and DynamoDB are stood in for, and the cases themselves are JavaScript, in
 * {@code src/test/node}.
 */
class WorkflowsIT {
    private static final Path CASES = Path.of("src/test/node");
    private static final Path LOG = Path.of("target/workflows-it.log");
    private static final String FUNCTION = "flux-fill";

    /** Short, so that a rate limit outlasts it soon; with the usual margin, and the guard's second, two are left for a submit. */
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private StandIn bfl;
    private S3Proxy s3;
    private DynamoDb table;
    private LoopbackServer account;
    private LambdaEmulator lambda;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(
                System.getProperty("node") != null,
                "Skipped: give -Dnode=PATH of Node.js 22, with the packages of src/test/node installed.");
        assumeTrue(System.getProperty("python") != null, "Skipped: give -Dpython as .ci/clients prints it.");
        table = DynamoDb.start(System.getProperty("python"));
        bfl = StandIn.start(StandInOptions.builder()
                .generationTime(Duration.ofMillis(300))
                .acceptedKeys(Planted.KEY)
                .build());
        s3 = S3Proxy.start(StorageResource.RESULTS, StorageResource.UPLOADS, StorageResource.INPUTS);
        account = LoopbackServer.open(
                "account at BFL",
                0,
                0,
                request -> Reply.json(
                        200,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("accepted", bfl.accepted())
                                .put("charged", bfl.charged())));
    }

    @AfterEach
    void stop() throws IOException {
        if (lambda != null) {
            Files.write(LOG, lambda.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            lambda.close();
        }
        if (bfl != null) {
            account.close();
            table.close();
            s3.close();
            bfl.close();
        }
    }

    @Test
    void the_workflows_come_to_their_ends_and_pay_once() throws Exception {
        startFunction(Map.of());

        assertThat(run("workflows.test.mjs", Map.of())).isZero();
    }

    @Test
    void a_client_published_for_bfl_makes_a_picture_unmodified() throws Exception {
        // The cases put S3 and the HTTP face behind one origin, and S3's links must lead there.
        int origin = freePort();
        startFunction(Map.of("AWS_ENDPOINT_URL_S3", "http://localhost:" + origin));
        Clock clock = Clock.systemUTC();
        try (LocalHttpFace http = LocalHttpFace.start(0, lambda.invokeUrl(), PayloadFormat.HTTP_API_V2, clock)) {
            Map<String, String> places = Map.of(
                    "ORIGIN_PORT",
                    Integer.toString(origin),
                    "HTTP_API",
                    http.url().toString());

            assertThat(run("ai-sdk.test.mjs", places)).isZero();
        }
    }

    private void startFunction(Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(s3.environment());
        environment.putAll(table.environment());
        environment.put("FLUX_FILL_GUARD_TABLE", table.createTable());
        environment.putAll(Map.of(
                "BFL_API_KEY",
                Planted.KEY,
                "FLUX_FILL_BFL_URL",
                bfl.url().toString(),
                "FLUX_FILL_BFL_FINETUNE_URL",
                bfl.finetuneUrl().toString(),
                "FLUX_FILL_BFL_TRUSTED_HOSTS",
                String.join(",", bfl.hosts()),
                "FLUX_FILL_OUTPUT",
                "s3://" + StorageResource.RESULTS + "/pictures",
                "FLUX_FILL_UPLOADS",
                "s3://" + StorageResource.UPLOADS + "/uploads",
                "FLUX_FILL_INPUT_BUCKETS",
                StorageResource.INPUTS,
                "FLUX_FILL_S3_PATH_STYLE",
                "true",
                "FLUX_FILL_WAIT_FUNCTION_TIMEOUT",
                TIMEOUT.toMillis() + "ms"));
        environment.putAll(more);
        lambda = LambdaEmulator.start(
                0,
                LambdaOptions.builder(FUNCTION, List.of(System.getProperty("native.image.path")))
                        .environment(environment)
                        .memoryMegabytes(512)
                        .timeout(TIMEOUT)
                        .build());
    }

    /** Runs a file of cases, prints what it tells, and returns its exit code. */
    private int run(String cases, Map<String, String> more) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(System.getProperty("node"), "--test", "--test-reporter=spec", cases)
                .directory(CASES.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "LAMBDA", lambda.url().toString(),
                        "FUNCTION", FUNCTION,
                        "ACCOUNT", account.uri().toString(),
                        "S3", s3.endpoint().toString(),
                        "S3_ACCESS_KEY", S3Proxy.ACCESS_KEY,
                        "S3_SECRET_KEY", S3Proxy.SECRET_KEY,
                        "S3_REGION", S3Proxy.REGION,
                        "RESULTS", StorageResource.RESULTS,
                        "INPUTS", StorageResource.INPUTS,
                        "PROMPT", Planted.PROMPT));
        builder.environment().putAll(more);
        Process node = builder.start();
        try (BufferedReader lines = node.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(System.out::println);
            return node.waitFor();
        } finally {
            node.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
