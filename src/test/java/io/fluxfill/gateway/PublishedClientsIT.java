package io.fluxfill.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.dev.standin.StandIn;
import io.fluxfill.dev.standin.StandInOptions;
import io.fluxfill.lambda.LambdaOptions;
import io.fluxfill.testing.DynamoDb;
import io.fluxfill.testing.Json;
import io.fluxfill.testing.LocalCertificate;
import io.fluxfill.testing.Planted;
import io.fluxfill.testing.S3Proxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that others have published for BFL's API make pictures unmodified, with nothing but the address of this endpoint
 * and a key of it: through API Gateway as it is deployed, and the native executable behind it. What works with which address
 * is a table in {@code README.md}, and the test writes the same one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedClientsIT {
    private static final Path README = Path.of("README.md");
    private static final Path TABLE = Path.of("target/clients.md");
    private static final Path LOG = Path.of("target/clients-it.log");
    private static final String BEGIN = "<!-- clients: written by PublishedClientsIT -->";
    private static final String END = "<!-- /clients -->";
    private static final String RESULTS = "the-results";
    private static final String UPLOADS = "the-uploads";
    private static final int AT_ONCE = 24;

    private final List<EmulatedProcess> processes = new CopyOnWriteArrayList<>();
    private final List<Seen> seen = new ArrayList<>();
    private final List<String> command = new ArrayList<>();
    private LocalCertificate certificate;
    private StandIn bfl;
    private S3Proxy s3;
    private DynamoDb dynamoDb;
    private HttpsFront front;
    private LambdaFleet lambda;
    private RestApi api;
    private volatile GatewayStandIn gateway;
    private volatile Address address;

    /**
     * What was seen of a client at an address.
     *
     * @param checks by name, how many pictures there were
     * @param accepted how many submits BFL accepted meanwhile
     */
    private record Seen(PublishedClient client, Address address, Map<String, Integer> checks, int accepted) {
        boolean works(String check) {
            return checks.getOrDefault(check, 0) == (check.equals(PublishedClient.AT_ONCE) ? AT_ONCE : 1);
        }

        /** What did not work. */
        List<String> failed() {
            return client.checks().stream()
                    .filter(check -> !works(check))
                    .map(check -> client.title() + client.inside() + ": " + check)
                    .toList();
        }

        /** How many pictures there were. A look by the id alone is at the picture before it, where there is one. */
        int pictures() {
            return checks.entrySet().stream()
                    .filter(check -> !check.getKey().equals(PublishedClient.BY_ID)
                            || !client.checks().contains(PublishedClient.PICTURE))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }
    }

    @BeforeAll
    void runAll(@TempDir Path folder) throws Exception {
        assumeTrue(
                System.getProperty("node") != null && System.getProperty("python") != null,
                "Skipped: give -Dnode and -Dpython as .ci/workflows and .ci/clients print them.");
        start(folder);
        for (Address each : Address.values()) {
            address = each;
            for (PublishedClient client : PublishedClient.all()) {
                seen.add(run(client));
            }
        }
    }

    @AfterAll
    void stop() throws IOException {
        if (front != null) {
            front.close();
            lambda.close();
            Files.write(LOG, log());
            s3.close();
            dynamoDb.close();
            bfl.close();
        }
    }

    @Test
    void every_client_gets_its_pictures_from_a_custom_domain() {
        assertThat(seen)
                .filteredOn(each -> each.address() == Address.CUSTOM_DOMAIN)
                .flatExtracting(Seen::failed)
                .isEmpty();
    }

    @Test
    void every_client_gets_a_picture_from_the_address_that_every_stage_has() {
        assertThat(seen)
                .filteredOn(each -> each.address() == Address.EXECUTE_API && each.pictures() > 0)
                .extracting(each -> each.client().cases())
                .containsAll(PublishedClient.all().stream()
                        .map(PublishedClient::cases)
                        .toList());
    }

    @Test
    void as_many_are_paid_as_there_are_pictures() {
        assertThat(seen)
                .extracting(Seen::accepted)
                .isEqualTo(seen.stream().map(Seen::pictures).toList());
        assertThat(seen).extracting(Seen::pictures).contains(1 + AT_ONCE);
    }

    @Test
    void the_key_of_the_callers_is_in_no_line_of_the_log() {
        assertThat(log()).isNotEmpty().noneMatch(line -> line.contains(Planted.CALLERS_KEY));
    }

    @Test
    void bfl_sees_no_key_but_its_own() {
        assertThat(bfl.keysSeen()).containsExactly(Planted.KEY);
    }

    @Test
    void what_works_with_which_address_is_what_the_readme_says() throws IOException {
        String table = table();
        Files.writeString(TABLE, table);
        String readme = Files.readString(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();

        assertThat(readme.substring(begin, readme.indexOf(END, begin)).strip())
                .as("the table in README.md; the one of this run is in " + TABLE)
                .isEqualTo(table.strip());
    }

    private String table() throws IOException {
        StringBuilder table = new StringBuilder("""
            | client | version | base URL | picture | by `id` alone | 24 at once |
            |---|---|---|---|---|---|
            """);
        for (Seen each : seen) {
            PublishedClient client = each.client();
            table.append("| %s | %s | `%s%s` | %s | %s | %s |\n"
                    .formatted(
                            client.title(),
                            versions(client),
                            each.address() == Address.EXECUTE_API
                                    ? "https://API.execute-api.REGION.amazonaws.com/STAGE"
                                    : "https://DOMAIN",
                            client.inside(),
                            // Whoever gets it by the id has got it.
                            cell(
                                    each,
                                    client.checks().contains(PublishedClient.PICTURE)
                                            ? PublishedClient.PICTURE
                                            : PublishedClient.BY_ID),
                            cell(each, PublishedClient.BY_ID),
                            cell(each, PublishedClient.AT_ONCE)));
        }
        return table.toString();
    }

    private static String cell(Seen seen, String check) {
        if (!seen.client().checks().contains(check)) {
            return "";
        }
        return seen.works(check) ? "yes" : "no";
    }

    private static String versions(PublishedClient client) throws IOException {
        List<String> versions = new ArrayList<>();
        for (String name : client.packages()) {
            versions.add(client.isPython() ? pinned(name) : installed(name));
        }
        return String.join(", ", versions);
    }

    private static String installed(String name) throws IOException {
        return Json.read(Files.readAllBytes(Path.of("src/test/node/node_modules", name, "package.json")))
                .get("version")
                .asText();
    }

    private static String pinned(String name) throws IOException {
        return Files.readAllLines(Path.of("src/test/python/requirements.txt")).stream()
                .filter(line -> line.startsWith(name + "=="))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow();
    }

    private void start(Path folder) throws Exception {
        certificate = LocalCertificate.in(folder);
        bfl = StandIn.start(StandInOptions.builder()
                .generationTime(Duration.ofMillis(300))
                .acceptedKeys(Planted.KEY)
                .build());
        s3 = S3Proxy.start(RESULTS, UPLOADS);
        dynamoDb = DynamoDb.start(System.getProperty("python"));
        ForwardTo bucket = new ForwardTo(s3.endpoint());
        // Clients fetch pictures from their base URL's origin or a public address, and on AWS S3's links are public.
        // Here S3 is behind the same origin as the API.
        front = HttpsFront.start(
                certificate.server(),
                request -> request.path().startsWith("/" + RESULTS + "/")
                        ? bucket.answer(request)
                        : gateway.answer(request, address, front.authority()));
        Stack stack = RestApi.stack(
                Map.of("ReservedConcurrency", Integer.toString(AT_ONCE)),
                Map.of("ResultBucket", RESULTS, "UploadBucket", UPLOADS, "ChargeGuard", dynamoDb.createTable()));
        command.add(System.getProperty("native.image.path"));
        certificate.systemProperties().forEach((name, value) -> command.add("-D" + name + "=" + value));
        JsonNode function = stack.properties("FluxFillFunction");
        lambda = new LambdaFleet(function.get("ReservedConcurrentExecutions").asInt(), () -> process(function));
        api = RestApi.of(stack);
    }

    private EmulatedProcess process(JsonNode function) throws IOException {
        Map<String, String> environment = new HashMap<>();
        function.at("/Environment/Variables")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        // There is no SSM here.
        environment.remove("FLUX_FILL_BFL_API_KEY_PARAMETER");
        environment.putAll(s3.environment());
        environment.putAll(dynamoDb.environment());
        environment.put("AWS_ENDPOINT_URL_S3", "https://" + front.authority());
        environment.put("FLUX_FILL_S3_PATH_STYLE", "true");
        environment.put("BFL_API_KEY", Planted.KEY);
        environment.put("FLUX_FILL_BFL_URL", bfl.url().toString());
        environment.put("FLUX_FILL_BFL_FINETUNE_URL", bfl.finetuneUrl().toString());
        environment.put("FLUX_FILL_BFL_TRUSTED_HOSTS", String.join(",", bfl.hosts()));
        environment.put("FLUX_FILL_BFL_OTHER_HOSTS", bfl.regionUrl().toString());
        EmulatedProcess process = new EmulatedProcess(LambdaOptions.builder(Stack.NAME, command)
                .environment(environment)
                .memoryMegabytes(function.get("MemorySize").asInt())
                .timeout(Duration.ofSeconds(function.get("Timeout").asInt()))
                .build());
        processes.add(process);
        return process;
    }

    private Seen run(PublishedClient client) throws IOException, InterruptedException {
        // A new one, so that no client has to wait for what another has used of the limits.
        gateway = new GatewayStandIn(api, Map.of(Planted.CALLERS_KEY, "ApiKey"), lambda, Clock.systemUTC());
        int before = bfl.accepted();
        String trusted = certificate.pem().toString();
        String base = "https://" + front.authority() + (address == Address.EXECUTE_API ? "/" + Stack.NAME : "");
        Path cases = client.cases().toAbsolutePath();
        ProcessBuilder builder = new ProcessBuilder(
                        System.getProperty(client.isPython() ? "python" : "node"), cases.toString())
                .directory(cases.getParent().toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "BASE_URL",
                        base + client.inside(),
                        "KEY",
                        Planted.CALLERS_KEY,
                        "PROMPT",
                        Planted.PROMPT,
                        "EVENTS",
                        Path.of("infra/events").toAbsolutePath().toString(),
                        "GENERATED",
                        Path.of("src/test/python/.venv/generated")
                                .toAbsolutePath()
                                .toString(),
                        "NODE_EXTRA_CA_CERTS",
                        trusted,
                        "SSL_CERT_FILE",
                        trusted,
                        "REQUESTS_CA_BUNDLE",
                        trusted));
        Map<String, Integer> checks = new LinkedHashMap<>();
        Process process = builder.start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(Json.text("{'check'"))) {
                    JsonNode check = Json.read(line);
                    checks.put(
                            check.get("check").asText(), check.get("pictures").asInt());
                    // What the query of a URL holds may be a signature.
                    System.out.println(address + " " + client.title() + client.inside() + " "
                            + line.replaceAll("\\?[^\\s\"]+", "?..."));
                }
            }
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        return new Seen(client, address, checks, bfl.accepted() - before);
    }

    private List<String> log() {
        return processes.stream().flatMap(process -> process.log().stream()).toList();
    }
}
