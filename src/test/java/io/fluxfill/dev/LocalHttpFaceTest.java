package io.fluxfill.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.dev.http.LoopbackServer;
import io.fluxfill.dev.http.Reply;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.testing.Http;
import io.fluxfill.testing.Json;
import java.io.IOException;
import java.io.Reader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

/** The events that requests become, and the answers that they come back as. */
class LocalHttpFaceTest {

    private final FakeTime clock = new FakeTime();
    private final Http http = new Http();
    private volatile JsonNode event;
    private volatile Reply answer = Reply.text(200, Json.text("{'statusCode': 200}"));
    private LoopbackServer function;
    private LocalHttpFace face;

    @BeforeEach
    void start() throws IOException {
        function = LoopbackServer.open("function", 0, 64 << 20, request -> {
            event = Json.read(request.body());
            return answer;
        });
        face = LocalHttpFace.start(0, function.uri(), PayloadFormat.HTTP_API_V2, clock);
    }

    @AfterEach
    void stop() {
        face.close();
        function.close();
    }

    @Test
    void the_local_http_face_makes_an_http_api_event_of_a_post() throws Exception {
        String body = Json.text("{'image': 'ä'}");
        send("POST", "/v1/flux-pro-1.0-fill?a=1&a=2&b=%20", body, "Prefer", "wait=20");

        assertThat(event.get("version").textValue()).isEqualTo("2.0");
        assertThat(event.get("rawPath").textValue()).isEqualTo("/v1/flux-pro-1.0-fill");
        assertThat(event.get("rawQueryString").textValue()).isEqualTo("a=1&a=2&b=%20");
        assertThat(event.at("/queryStringParameters/a").textValue()).isEqualTo("1,2");
        assertThat(event.at("/queryStringParameters/b").textValue()).isEqualTo(" ");
        assertThat(event.at("/headers/prefer").textValue()).isEqualTo("wait=20");
        assertThat(event.at("/headers/x-forwarded-proto").textValue()).isEqualTo("http");
        assertThat(event.at("/headers/x-forwarded-port").asInt())
                .isEqualTo(face.url().getPort());
        assertThat(event.get("body").textValue()).isEqualTo(body);
        assertThat(event.get("isBase64Encoded").booleanValue()).isFalse();
    }

    @Test
    void the_local_http_face_tells_an_http_api_event_where_it_comes_from() throws Exception {
        send("GET", "/v1/get_result", null, "User-Agent", "tests");

        JsonNode context = event.get("requestContext");
        assertThat(context.get("domainName").textValue()).isEqualTo(face.url().getAuthority());
        assertThat(context.get("stage").textValue()).isEqualTo("$default");
        assertThat(context.get("time").textValue()).isEqualTo("20/Nov/2026:12:00:00 +0000");
        assertThat(context.get("timeEpoch").longValue()).isEqualTo(clock.millis());
        assertThat(context.get("http").toString()).isEqualTo("""
            {"method":"GET","path":"/v1/get_result","protocol":"HTTP/1.1",\
            "sourceIp":"127.0.0.1","userAgent":"tests"}\
            """);
    }

    @Test
    void the_local_http_face_leaves_out_of_an_http_api_event_what_the_request_does_not_have() throws Exception {
        send("GET", "/", null);

        assertThat(event.has("body")).isFalse();
        assertThat(event.has("cookies")).isFalse();
        assertThat(event.has("queryStringParameters")).isFalse();
        assertThat(event.get("rawQueryString").textValue()).isEmpty();
    }

    @Test
    void the_local_http_face_encodes_a_body_that_is_no_text() throws Exception {
        send("POST", "/", "abc", "Content-Type", "application/octet-stream");

        assertThat(event.get("isBase64Encoded").booleanValue()).isTrue();
        assertThat(event.get("body").textValue()).isEqualTo("YWJj");
    }

    @Test
    void the_local_http_face_makes_a_rest_proxy_event_if_asked_to() throws Exception {
        restart(PayloadFormat.REST_V1);
        send("POST", "/v1/flux-pro-1.0-fill?a=1&a=2", "{}", "Prefer", "wait=20", "X-Two", "1", "X-Two", "2");

        assertThat(event.has("version")).isFalse();
        assertThat(event.get("httpMethod").textValue()).isEqualTo("POST");
        assertThat(event.get("path").textValue()).isEqualTo("/v1/flux-pro-1.0-fill");
        assertThat(event.at("/pathParameters/proxy").textValue()).isEqualTo("v1/flux-pro-1.0-fill");
        assertThat(event.at("/queryStringParameters/a").textValue()).isEqualTo("2");
        assertThat(event.at("/multiValueQueryStringParameters/a")).hasToString(Json.text("['1','2']"));
        assertThat(event.at("/headers/x-two").textValue()).isEqualTo("2");
        assertThat(event.at("/multiValueHeaders/x-two")).hasToString(Json.text("['1','2']"));
        assertThat(event.at("/requestContext/identity/sourceIp").textValue()).isEqualTo("127.0.0.1");
        assertThat(event.at("/requestContext/domainName").textValue())
                .isEqualTo(face.url().getAuthority());
        assertThat(event.get("body").textValue()).isEqualTo("{}");
    }

    @Test
    void the_local_http_face_puts_nulls_into_a_rest_proxy_event_for_what_the_request_does_not_have() throws Exception {
        restart(PayloadFormat.REST_V1);
        send("GET", "/", null);

        assertThat(event.get("body").isNull()).isTrue();
        assertThat(event.get("queryStringParameters").isNull()).isTrue();
        assertThat(event.get("multiValueQueryStringParameters").isNull()).isTrue();
    }

    @Test
    void the_local_http_face_turns_the_functions_answer_back_into_http() throws Exception {
        answer = Reply.text(200, """
            {"statusCode": 202, "headers": {"Location": "/v1/get_result?id=1", "Content-Length": "99"},
             "multiValueHeaders": {"X-Two": ["1", "2"]}, "body": "{\\"id\\": \\"ä\\"}", "isBase64Encoded": false}\
            """);
        HttpResponse<byte[]> response = send("POST", "/", "{}");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.headers().firstValue("Location")).contains("/v1/get_result?id=1");
        assertThat(response.headers().allValues("X-Two")).containsExactly("1", "2");
        assertThat(response.body()).asString().isEqualTo(Json.text("{'id': 'ä'}"));
    }

    @Test
    void the_local_http_face_decodes_a_base64_answer() throws Exception {
        String body = Base64.getEncoder().encodeToString(new byte[] {0, 1, 2});
        answer = Reply.text(
                200,
                Json.text("{'statusCode': 200, 'body': '" + body + "', 'isBase64Encoded': true, 'headers': null}"));

        assertThat(send("GET", "/", null).body()).containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @EnumSource(PayloadFormat.class)
    void the_local_http_face_hides_a_failure_of_the_function_as_the_deployed_api_does(PayloadFormat format)
            throws Exception {
        restart(format);
        answer = Reply.text(500, Json.text("{'errorType': 'FluxFill.Internal', 'errorMessage': 'secret'}"));

        assertIsGateways(send("POST", "/v1/flux-pro-1.0-fill", "{}"), "DEFAULT_5XX");
    }

    @Test
    void the_local_http_face_hides_what_is_no_answer() throws Exception {
        answer = Reply.text(200, "\"no proxy answer\"");

        assertIsGateways(send("GET", "/", null), "DEFAULT_5XX");
    }

    @Test
    void the_local_http_face_says_that_nothing_was_handled_where_the_function_does_not_run() throws Exception {
        function.close();

        HttpResponse<byte[]> response = send("GET", "/", null);

        assertIsGateways(response, "INTEGRATION_FAILURE");
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void the_local_http_face_refuses_a_body_of_more_than_ten_megabytes() throws Exception {
        assertIsGateways(send("POST", "/", "x".repeat((10 << 20) + 1)), "REQUEST_TOO_LARGE");
        assertThat(event).isNull();
    }

    @Test
    void the_local_http_face_refuses_what_lambda_refuses_as_too_large() throws Exception {
        answer = Reply.text(413, "{}");

        assertIsGateways(send("POST", "/", "{}"), "REQUEST_TOO_LARGE");
    }

    @Test
    void the_local_http_face_accepts_a_body_of_ten_megabytes() throws Exception {
        send("POST", "/", "x".repeat(10 << 20));

        assertThat(event.get("body").textValue()).hasSize(10 << 20);
    }

    /** The status code and the name are those that the deployed API gives, with a sentence. */
    private static void assertIsGateways(HttpResponse<byte[]> response, String kind) throws IOException {
        JsonNode own;
        try (Reader openapi = Files.newBufferedReader(Path.of("infra/openapi.yaml"))) {
            JsonNode all = Json.MAPPER.valueToTree(new Yaml().load(openapi));
            own = all.path("x-amazon-apigateway-gateway-responses").path(kind);
        }
        String template = own.path("responseTemplates").path("application/json").asText();
        JsonNode body = Http.json(response);

        assertThat(response.statusCode()).isEqualTo(own.path("statusCode").asInt());
        assertThat(body.get("type")).isEqualTo(Json.read(template).get("type"));
        assertThat(body.get("detail").textValue()).endsWith(".");
    }

    private void restart(PayloadFormat format) throws IOException {
        face.close();
        face = LocalHttpFace.start(0, function.uri(), format, clock);
    }

    private HttpResponse<byte[]> send(String method, String target, String body, String... headers) throws Exception {
        return http.send(method, face.url().resolve(target), body, headers);
    }
}
