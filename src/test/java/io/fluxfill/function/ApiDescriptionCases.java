package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.oas.OpenApi30;
import io.fluxfill.preserve.PictureEditor;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.testing.Planted;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * {@code infra/openapi.yaml} and the function say the same: each route is called by the events that API Gateway would make
 * of it, in both payload versions, and what comes back is an answer that the description has.
 */
abstract class ApiDescriptionCases {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EVENTS = Path.of("infra/events");
    private static final JsonNode API = read();
    private static final String FILL = "/v1/flux-pro-1.0-fill";
    private static final String FINETUNED = "/v1/flux-pro-1.0-fill-finetuned";
    private static final String GET_RESULT = "/v1/get_result";
    private static final String UPLOADS = "/v1/uploads";
    private static final String PAGE = "/";
    private static final String PAGE_FILE = "/page/{file}";

    static Stream<Arguments> answers() {
        return Stream.of("v1", "v2")
                .flatMap(version -> Stream.of(
                        Arguments.of(version, "POST", FILL, body("direct-submit.json", ""), "", 200),
                        Arguments.of(version, "POST", FILL, body("direct-submit.json", ""), "wait=3", 200),
                        Arguments.of(version, "POST", FILL, body("direct-submit.json", "[stuck]"), "wait=1", 202),
                        Arguments.of(version, "POST", FILL, body("direct-submit.json", "[error]"), "wait=3", 200),
                        Arguments.of(
                                version, "POST", FILL, body("direct-submit.json", "[picture gone]"), "wait=3", 200),
                        Arguments.of(version, "POST", FILL, "no json", "", 400),
                        Arguments.of(version, "POST", FILL, body("direct-submit.json", "[402]"), "", 402),
                        Arguments.of(version, "POST", FILL, "{\"steps\":1}", "", 422),
                        Arguments.of(version, "POST", FILL, body("direct-submit.json", "[429]"), "", 429),
                        Arguments.of(version, "POST", FILL, body("direct-submit.json", "[403]"), "", 502),
                        Arguments.of(version, "POST", FILL, body("direct-submit.json", "[lost answer]"), "", 424),
                        Arguments.of(version, "POST", FILL, body("direct-submit.json", "[503]"), "", 503),
                        Arguments.of(version, "POST", FINETUNED, body("direct-finetuned.json", ""), "wait=3", 200),
                        Arguments.of(version, "POST", FINETUNED, body("direct-submit.json", ""), "", 422),
                        Arguments.of(version, "GET", GET_RESULT, "", "", 422),
                        Arguments.of(version, "POST", UPLOADS, "{\"bytes\":1,\"content_type\":\"image/png\"}", "", 200),
                        Arguments.of(version, "POST", UPLOADS, "{", "", 400),
                        Arguments.of(version, "POST", UPLOADS, "{}", "", 422)));
    }

    @ParameterizedTest(name = "{0} {1} {2} {4} {5}")
    @MethodSource("answers")
    void an_answer_is_one_that_the_description_has(
            String version, String method, String path, String body, String prefer, int status) {
        JsonNode answer = send(event(version, method, path, "", body, prefer));

        assertThat(answer.get("statusCode").intValue()).isEqualTo(status);
        assertDescribed(method, path, answer);
    }

    @ParameterizedTest
    @CsvSource({"v1", "v2"})
    void a_task_is_followed_as_described(String version) {
        JsonNode submitted = send(event(version, "POST", FILL, "", body("direct-submit.json", ""), ""));
        String query = URI.create(json(submitted.get("body").textValue())
                        .get("polling_url")
                        .textValue())
                .getRawQuery();

        JsonNode first = send(event(version, "GET", GET_RESULT, query, "", ""));
        JsonNode finished = send(event(version, "GET", GET_RESULT, query, "", "wait=3"));
        JsonNode unknown = send(event(version, "GET", GET_RESULT, query.replaceFirst("id=[^&]*", "id=nobody"), "", ""));

        assertDescribed("GET", GET_RESULT, first);
        assertDescribed("GET", GET_RESULT, finished);
        assertThat(json(finished.get("body").textValue()).get("status").textValue())
                .isEqualTo("Ready");
        assertDescribed("GET", GET_RESULT, unknown);
    }

    @ParameterizedTest
    @CsvSource({"v1", "v2"})
    void the_page_and_all_that_it_refers_to_is_there(String version) {
        JsonNode page = send(event(version, "GET", PAGE, "", "", ""));

        assertThat(page.get("statusCode").intValue()).isEqualTo(200);
        List<String> files = Pattern.compile("\"(page/[^\"]+)\"")
                .matcher(page.get("body").textValue())
                .results()
                .map(found -> "/" + found.group(1))
                .toList();
        assertThat(files).hasSize(2);
        for (String file : files) {
            JsonNode answer = send(event(version, "GET", file, "", "", ""));
            assertThat(answer.get("statusCode").intValue()).as(file).isEqualTo(200);
            assertThat(answer.get("body").textValue()).hasSizeGreaterThan(1000);
        }
    }

    @Test
    void a_file_that_the_page_has_not_is_answered_as_described() {
        JsonNode answer = send(event("v1", "GET", "/page/app-00000000.js", "", "", ""));

        assertThat(answer.get("statusCode").intValue()).isEqualTo(404);
        assertDescribed("GET", PAGE_FILE, answer);
    }

    @ParameterizedTest
    @CsvSource({
        "v1, DELETE, /v1/flux-pro-1.0-fill",
        "v2, GET, /v1/flux-pro-1.0-fill",
        "v1, PUT, /v1/flux-pro-1.0-fill-finetuned",
        "v2, POST, /v1/get_result",
        "v1, GET, /v1/uploads"
    })
    void any_other_method_is_answered_as_described(String version, String method, String path) {
        JsonNode answer = send(event(version, method, path, "", "", ""));

        assertThat(answer.get("statusCode").intValue()).isEqualTo(405);
        assertDescribed("x-amazon-apigateway-any-method", path, answer);
    }

    @ParameterizedTest
    @EnumSource
    void the_described_fields_are_those_that_are_read(Endpoint endpoint) {
        JsonNode schema = resolved(API.at("/paths")
                .get(endpoint.path())
                .at("/post/requestBody/content")
                .get("application/json")
                .get("schema"));

        Set<String> read = new HashSet<>(endpoint.fields());
        read.addAll(PictureEditor.FIELDS);
        assertThat(schema.get("properties").fieldNames()).toIterable().hasSameElementsAs(read);
    }

    @Test
    void any_other_path_is_left_to_api_gateway() {
        assertThat(API.get("paths").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(FILL, FINETUNED, GET_RESULT, UPLOADS, PAGE, PAGE_FILE);
        assertThat(API.at("/x-amazon-apigateway-gateway-responses/MISSING_AUTHENTICATION_TOKEN/statusCode")
                        .textValue())
                .isEqualTo("404");
    }

    private static void assertDescribed(String method, String path, JsonNode answer) {
        String status = answer.get("statusCode").asText();
        JsonNode operation = API.get("paths").get(path).get(method.startsWith("x-") ? method : method.toLowerCase());
        JsonNode response = operation.get("responses").get(status);
        assertThat(response)
                .as("answer %s of %s %s in the description", status, method, path)
                .isNotNull();
        response.path("headers")
                .fieldNames()
                .forEachRemaining(header -> assertThat(header)
                        .as("a described header is one that the function knows")
                        .isIn("x-correlation-id", "preference-applied", "location", "retry-after", "allow"));
        ObjectNode schema =
                response.at("/content").get("application/json").get("schema").deepCopy();
        schema.set("components", API.get("components"));
        Set<ValidationMessage> faults = JsonSchemaFactory.getInstance(
                        VersionFlag.V4,
                        builder -> builder.metaSchema(OpenApi30.getInstance())
                                .defaultMetaSchemaIri(OpenApi30.getInstance().getIri()))
                .getSchema(schema)
                .validate(json(answer.get("body").textValue()));
        assertThat(faults)
                .as("what the answer %s of %s %s does not keep", status, method, path)
                .isEmpty();
    }

    private static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? API.at(schema.get("$ref").textValue().substring(1)) : schema;
    }

    private static JsonNode event(
            String version, String method, String path, String query, String body, String prefer) {
        String file = "api-gateway-" + version + (method.equals("GET") ? "-get-result.json" : "-submit.json");
        ObjectNode event = (ObjectNode) json(file(file));
        event.put("body", body).put("isBase64Encoded", false);
        ObjectNode context = (ObjectNode) event.get("requestContext");
        if (version.equals("v2")) {
            event.put("rawPath", path).put("rawQueryString", query);
            ((ObjectNode) context.get("http")).put("method", method).put("path", path);
            ((ObjectNode) event.get("headers")).put("prefer", prefer);
            return event;
        }
        event.put("httpMethod", method).put("path", path);
        context.put("httpMethod", method).put("path", "/prod" + path);
        ((ObjectNode) event.get("multiValueHeaders")).putArray("Prefer").add(prefer);
        ObjectNode parameters = event.putObject("multiValueQueryStringParameters");
        event.putNull("queryStringParameters");
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] words = pair.split("=", 2);
            parameters.putArray(words[0]).add(URLDecoder.decode(words[1], StandardCharsets.UTF_8));
        }
        return event;
    }

    private static String body(String file, String misbehaviour) {
        ObjectNode body = (ObjectNode) json(file(file));
        body.remove("wait");
        return body.put("prompt", Planted.PROMPT + " " + misbehaviour).toString();
    }

    private static JsonNode send(JsonNode event) {
        return json(RestAssured.given()
                .contentType("application/json")
                .body(event.toString())
                .post()
                .asString());
    }

    private static String file(String name) {
        try {
            return Files.readString(EVENTS.resolve(name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException("This is no JSON", e);
        }
    }

    private static JsonNode read() {
        try {
            Object yaml = new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(Files.readString(Path.of("infra/openapi.yaml")));
            return JSON.valueToTree(yaml);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
