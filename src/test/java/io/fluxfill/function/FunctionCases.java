package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.dev.standin.StandIn;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.testing.Http;
import io.fluxfill.testing.Planted;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What callers may rely on, seen from where they stand: events in, answers out, with the stand-in in BFL's place. The same
 * cases run on the JVM and on the native executable.
 */
abstract class FunctionCases {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EVENTS = Path.of("infra/events");

    StandIn standIn;

    /** What each sample event is answered with: an HTTP status, a status word, or an error's name. */
    static Stream<Arguments> sampleEvents() {
        return Stream.of(
                Arguments.of("direct-submit.json", "Pending"),
                Arguments.of("direct-wait.json", "Ready"),
                Arguments.of("direct-finetuned.json", "Pending"),
                Arguments.of("direct-webhook.json", "Pending"),
                Arguments.of("direct-alpha.json", "Ready"),
                Arguments.of("direct-data-uri.json", "Pending"),
                Arguments.of("direct-pick-up.json", "Ready"),
                Arguments.of("api-gateway-v1-submit.json", "200"),
                Arguments.of("api-gateway-v1-submit-base64.json", "200"),
                Arguments.of("api-gateway-v1-get-result.json", "404"),
                Arguments.of("api-gateway-v2-submit.json", "200"),
                Arguments.of("api-gateway-v2-submit-wait.json", "200"),
                Arguments.of("api-gateway-v2-finetuned.json", "200"),
                Arguments.of("api-gateway-v2-get-result.json", "404"),
                Arguments.of("api-gateway-authorizer.json", "Allow"),
                Arguments.of("function-url-submit.json", "200"),
                Arguments.of("alb-submit.json", "200"),
                Arguments.of("invalid-everything.json", "FluxFill.InvalidRequest"),
                Arguments.of("invalid-mask-size.json", "FluxFill.InvalidRequest"),
                Arguments.of("invalid-no-mask.json", "FluxFill.InvalidRequest"),
                Arguments.of("invalid-unknown-field.json", "FluxFill.InvalidRequest"),
                Arguments.of("invalid-base64.json", "FluxFill.InvalidRequest"),
                Arguments.of("invalid-array.json", "FluxFill.InvalidRequest"),
                Arguments.of("invalid-null.json", "FluxFill.InvalidRequest"),
                Arguments.of("invalid-api-gateway-not-json.json", "400"),
                Arguments.of("invalid-api-gateway-path.json", "404"),
                Arguments.of("invalid-api-gateway-method.json", "405"));
    }

    @ParameterizedTest
    @MethodSource("sampleEvents")
    void every_sample_event_is_answered_as_its_name_says(String file, String expected) {
        assertThat(outcome(send(event(file)))).isEqualTo(expected);
    }

    @Test
    void no_sample_event_is_left_out() throws IOException {
        Set<String> files = new TreeSet<>();
        try (Stream<Path> all = Files.list(EVENTS)) {
            all.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .forEach(files::add);
        }
        assertThat(sampleEvents().map(event -> event.get()[0])).hasSameElementsAs(files);
    }

    @Test
    void a_submit_without_a_wait_returns_what_is_needed_to_pick_the_task_up() {
        JsonNode submitted = send(request());

        JsonNode result = send(handle(submitted).put("wait", 3));

        assertThat(submitted.fieldNames()).toIterable().containsExactly("id", "endpoint", "status", "polling_url");
        assertThat(result.at("/status").textValue()).isEqualTo("Ready");
        assertThat(result.at("/id")).isEqualTo(submitted.at("/id"));
    }

    @Test
    void a_wait_ends_with_the_picture() {
        JsonNode result = send(request().put("wait", true).put("seed", 7));

        assertThat(result.at("/status").textValue()).isEqualTo("Ready");
        assertThat(result.at("/result/sample").textValue()).startsWith("http://");
        assertThat(result.at("/result/seed").intValue()).isEqualTo(7);
        assertThat(result.at("/cost").intValue()).isEqualTo(5);
        assertThat(Instant.parse(result.at("/expires_at").textValue()))
                .isBetween(Instant.now().plusSeconds(540), Instant.now().plusSeconds(601));
    }

    @Test
    void only_the_masked_part_of_the_picture_changes() throws IOException {
        ObjectNode request = (ObjectNode) event("direct-wait.json");
        JsonNode result = send(request.put("output_format", "png").put("wait", 3.5));

        assertOnlyTheMaskedPartChanged(request, result);
    }

    /** Noise, which no format makes smaller. In an HTTP event the whole request is a text, with escapes in it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void large_pictures_arrive_whole(boolean http) throws IOException {
        BufferedImage noise = new BufferedImage(256, 192, BufferedImage.TYPE_INT_RGB);
        BufferedImage mask = new BufferedImage(256, 192, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < 256 * 192; i++) {
            noise.setRGB(i % 256, i / 256, random.nextInt());
            mask.setRGB(i % 256, i / 256, i % 256 < 128 ? 0xffffff : 0);
        }
        ObjectNode request = request(" \"\n é €");
        request.put("image", base64(noise)).put("mask", base64(mask)).put("output_format", "png");
        ObjectNode waiting = http(request);
        ((ObjectNode) waiting.get("headers")).put("prefer", "wait=3");

        JsonNode result =
                http ? httpBody(send(waiting)) : send(request.deepCopy().put("wait", 3));

        assertThat(request.get("image").textValue()).hasSizeGreaterThan(100_000);
        assertOnlyTheMaskedPartChanged(request, result);
    }

    private static void assertOnlyTheMaskedPartChanged(JsonNode request, JsonNode result) throws IOException {
        BufferedImage after = ImageIO.read(url(result.at("/result/sample").textValue()));
        BufferedImage before = picture(request.get("image"));
        BufferedImage mask = picture(request.get("mask"));
        int changed = 0;
        for (int y = 0; y < before.getHeight(); y++) {
            for (int x = 0; x < before.getWidth(); x++) {
                boolean differs = before.getRGB(x, y) != after.getRGB(x, y);
                boolean masked = (mask.getRGB(x, y) & 0xff) >= 128;
                assertThat(differs && !masked).as("pixel %d,%d", x, y).isFalse();
                changed += differs ? 1 : 0;
            }
        }
        assertThat(changed).isGreaterThan(1000);
    }

    @Test
    void a_wait_that_ends_first_returns_the_handle_and_no_error() {
        JsonNode result = send(request("[stuck]").put("wait", 1));

        assertThat(result.at("/status").textValue()).isEqualTo("Pending");
        assertThat(result.at("/polling_url").textValue()).startsWith("http://");
    }

    @Test
    void a_wait_is_cut_before_the_function_would_be() {
        Instant before = Instant.now();

        JsonNode result = send(request("[stuck]").put("wait", true));

        assertThat(result.at("/status").textValue()).isEqualTo("Pending");
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({
        "[402], FluxFill.InsufficientCredits",
        "[403], FluxFill.Unauthorized",
        "[429], FluxFill.RateLimited",
        "[500], FluxFill.SubmitUnknown",
        "[503], FluxFill.Unavailable",
        "[lost answer], FluxFill.SubmitUnknown",
        "[garbled answer], FluxFill.SubmitUnknown"
    })
    void a_submit_that_fails_has_a_name(String misbehaviour, String errorType) {
        assertThat(outcome(send(request(misbehaviour)))).isEqualTo(errorType);
    }

    @ParameterizedTest
    @CsvSource({
        "[moderated request], FluxFill.RequestModerated",
        "[moderated content], FluxFill.ContentModerated",
        "[error], FluxFill.GenerationFailed",
        "[failed], FluxFill.GenerationFailed"
    })
    void a_task_that_does_not_end_well_has_a_name_and_keeps_its_handle(String misbehaviour, String errorType) {
        JsonNode error = send(request(misbehaviour).put("wait", 3));

        assertThat(outcome(error)).isEqualTo(errorType);
        assertThat(error.at("/errorMessage").textValue()).contains("\"polling_url\":\"http://");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[429 twice]", "[503 twice]", "[not found first]", "[poll 503 twice]", "[generating]"})
    void trouble_that_passes_is_not_noticed(String misbehaviour) {
        assertThat(outcome(send(request(misbehaviour).put("wait", true)))).isEqualTo("Ready");
    }

    @Test
    void an_unknown_task_is_an_error_by_its_name() {
        ObjectNode handle = handle(send(request()));
        String elsewhere = handle.get("polling_url").textValue().replaceFirst("id=.*", "id=nobody");

        assertThat(outcome(send(handle.put("id", "nobody").put("polling_url", elsewhere))))
                .isEqualTo("FluxFill.TaskNotFound");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[region eu2]", "[region us2]", "[region isr]"})
    void a_task_that_another_process_submitted_is_found_by_its_id_alone(String region)
            throws IOException, InterruptedException {
        String id = submittedElsewhere(region);

        JsonNode result = send(JSON.createObjectNode().put("id", id).put("wait", 3));

        assertThat(outcome(result)).isEqualTo("Ready");
        assertThat(result.at("/polling_url").textValue()).endsWith("/v1/get_result?id=" + id);
    }

    @Test
    void an_http_client_finds_such_a_task_too() throws IOException, InterruptedException {
        ObjectNode poll = (ObjectNode) event("api-gateway-v2-get-result.json");
        poll.put("rawQueryString", "id=" + submittedElsewhere("[region us2]"));

        assertThat(send(poll).at("/statusCode").intValue()).isEqualTo(200);
    }

    private String submittedElsewhere(String region) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = new Http()
                .send(
                        "POST",
                        standIn.url().resolve("/v1/flux-pro-1.0-fill"),
                        request(region).toString(),
                        "x-key",
                        Planted.KEY);
        return Http.json(answer).get("id").textValue();
    }

    @Test
    void a_webhook_is_called_for_instead_of_a_polling_url() {
        JsonNode result = send(request()
                .put("webhook_url", "https://example.com/done")
                .put("webhook_secret", Planted.WEBHOOK_SECRET)
                .put("wait", 3));

        assertThat(result.fieldNames()).toIterable().containsExactly("id", "endpoint", "status", "webhook_url");
    }

    @Test
    void all_faults_are_told_at_once() {
        JsonNode error = send(event("invalid-everything.json"));

        assertThat(error.at("/errorMessage").textValue())
                .contains(Stream.concat(
                                Endpoint.FILL_FINETUNED.fields().stream(),
                                Stream.of("wait", "output", "idempotency_key"))
                        .map(field -> "[\"body\",\"" + field + "\"]")
                        .toArray(String[]::new));
    }

    @Test
    void a_secret_in_the_place_of_a_field_name_is_not_repeated() {
        assertThat(outcome(send(request().put(Planted.KEY, 1)))).isEqualTo("FluxFill.InvalidRequest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{\"image\":", "3", "\"text\"", "true", "{}", "[[[[[[1]]]]]]"})
    void whatever_is_no_request_is_refused_by_name_and_the_next_event_is_served(String event) {
        assertThat(outcome(send(event))).isEqualTo("FluxFill.InvalidRequest");
        assertThat(outcome(send(request()))).isEqualTo("Pending");
    }

    @Test
    void an_event_nested_too_deeply_is_refused_by_name_and_the_next_event_is_served() {
        assertThat(outcome(send("[".repeat(5000) + "]".repeat(5000)))).isEqualTo("FluxFill.InvalidRequest");
        assertThat(outcome(send(request()))).isEqualTo("Pending");
    }

    @Test
    void an_http_client_follows_the_polling_url_that_it_was_given() throws JsonProcessingException {
        JsonNode submitted = httpBody(send(event("api-gateway-v2-submit.json")));
        URI pollingUrl = URI.create(submitted.at("/polling_url").textValue());
        ObjectNode poll = (ObjectNode) event("api-gateway-v2-get-result.json");
        poll.put("rawPath", pollingUrl.getRawPath()).put("rawQueryString", pollingUrl.getRawQuery());
        ((ObjectNode) poll.get("headers")).put("prefer", "wait=3");

        JsonNode answer = send(poll);

        assertThat(pollingUrl.getHost()).isEqualTo("a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com");
        assertThat(answer.at("/statusCode").intValue()).isEqualTo(200);
        assertThat(answer.at("/headers/preference-applied").textValue()).isEqualTo("wait=3");
        assertThat(httpBody(answer).at("/status").textValue()).isEqualTo("Ready");
    }

    @ParameterizedTest
    @CsvSource({
        "[402], 402, FluxFill.InsufficientCredits",
        "[403], 502, FluxFill.Unauthorized",
        "[429], 429, FluxFill.RateLimited",
        "[500], 424, FluxFill.SubmitUnknown",
        "[503], 503, FluxFill.Unavailable"
    })
    void an_http_client_gets_the_same_names(String misbehaviour, int status, String type)
            throws JsonProcessingException {
        JsonNode answer = send(http(request(misbehaviour)));

        assertThat(answer.at("/statusCode").intValue()).isEqualTo(status);
        assertThat(httpBody(answer).at("/type").textValue()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api-gateway-v1-submit.json",
                "api-gateway-v2-submit.json",
                "invalid-api-gateway-not-json.json",
                "invalid-api-gateway-path.json",
                "invalid-api-gateway-method.json",
                "api-gateway-v1-get-result.json",
                "alb-submit.json"
            })
    void an_http_client_finds_its_correlation_id_in_the_answer(String file) {
        JsonNode answer = send(withCorrelationId(file, "order-7:try-1"));

        assertThat(answer.at("/headers/x-correlation-id").textValue()).isEqualTo("order-7:try-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway-v1-submit.json", "api-gateway-v2-submit.json"})
    void an_http_client_without_a_correlation_id_gets_that_of_the_invocation(String file) {
        String first = send(event(file)).at("/headers/x-correlation-id").textValue();
        String second = send(event(file)).at("/headers/x-correlation-id").textValue();

        assertThat(first).isNotEmpty().isNotEqualTo(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway-v1-submit.json", "api-gateway-v2-submit.json"})
    void a_secret_in_the_place_of_a_correlation_id_is_not_repeated(String file) {
        assertThat(send(withCorrelationId(file, Planted.KEY)).toString()).doesNotContain(Planted.KEY);
    }

    @Test
    void api_gateway_gets_the_callers_key_from_the_authorizer() {
        ObjectNode asked = (ObjectNode) event("api-gateway-authorizer.json");
        asked.putObject("headers").put("X-Key", Planted.CALLERS_KEY);
        asked.putNull("multiValueHeaders");

        assertThat(send(asked).at("/usageIdentifierKey").textValue()).isEqualTo(Planted.CALLERS_KEY);
    }

    @Test
    void an_http_client_gets_faults_in_fastapis_shape() throws JsonProcessingException {
        JsonNode answer = send(http(request().put("steps", 51).put("unknown", 1)));

        assertThat(answer.at("/statusCode").intValue()).isEqualTo(422);
        assertThat(httpBody(answer))
                .isEqualTo(JSON.readTree("{\"detail\":[{\"type\":\"less_than_equal\",\"loc\":[\"body\",\"steps\"],"
                        + "\"msg\":\"Input should be less than or equal to 50\"}]}"));
    }

    private static ObjectNode request() {
        return request("");
    }

    private static ObjectNode request(String misbehaviour) {
        ObjectNode request = (ObjectNode) event("direct-submit.json");
        return request.put("prompt", Planted.PROMPT + " " + misbehaviour);
    }

    private static ObjectNode http(ObjectNode request) {
        ObjectNode event = (ObjectNode) event("api-gateway-v2-submit.json");
        return event.put("body", request.toString());
    }

    /** A sample event with the header, in each form that the event has headers in. */
    private static ObjectNode withCorrelationId(String file, String id) {
        ObjectNode event = (ObjectNode) event(file);
        if (event.get("headers") instanceof ObjectNode headers) {
            headers.put("X-Correlation-Id", id);
        }
        if (event.get("multiValueHeaders") instanceof ObjectNode headers) {
            headers.putArray("X-Correlation-Id").add(id);
        }
        return event;
    }

    private static ObjectNode handle(JsonNode result) {
        ObjectNode handle = JSON.createObjectNode();
        handle.set("id", result.get("id"));
        handle.set("polling_url", result.get("polling_url"));
        return handle;
    }

    /** A sample event; one that names a task names a task of this stand-in's. */
    private static JsonNode event(String file) {
        try {
            JsonNode event = JSON.readTree(EVENTS.resolve(file).toFile());
            if (file.equals("direct-pick-up.json")) {
                ((ObjectNode) event).setAll(handle(send(request())));
            }
            return event;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode send(JsonNode event) {
        return send(event.toString());
    }

    private static JsonNode send(String event) {
        Response response =
                RestAssured.given().contentType("application/json").body(event).post();
        assertThat(response.asString()).doesNotContain(Planted.KEY, Planted.WEBHOOK_SECRET);
        try {
            JsonNode answer = JSON.readTree(response.asByteArray());
            if (answer.has("errorType")) {
                assertThat(answer.get("errorMessage").textValue()).doesNotContain(Planted.all());
            }
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException("The function answered no JSON", e);
        }
    }

    private static String outcome(JsonNode answer) {
        for (String place :
                new String[] {"/errorType", "/statusCode", "/status", "/policyDocument/Statement/0/Effect"}) {
            if (!answer.at(place).isMissingNode()) {
                return answer.at(place).asText();
            }
        }
        return "no outcome";
    }

    private static JsonNode httpBody(JsonNode answer) throws JsonProcessingException {
        return JSON.readTree(answer.at("/body").textValue());
    }

    private static BufferedImage picture(JsonNode base64) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64.textValue())));
    }

    private static String base64(BufferedImage picture) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return Base64.getEncoder().encodeToString(png.toByteArray());
    }

    private static URL url(String text) throws IOException {
        return URI.create(text).toURL();
    }
}
