package io.fluxfill.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "abc.execute-api.eu-west-1.amazonaws.com";
    private static final String FILL = "/v1/flux-pro-1.0-fill";

    /** The paths of REST APIs as AWS was seen to send them. */
    @Nested
    class Version1 {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    // The API's own domain.
                    "/v1/get_result | /v1/get_result | /prod/v1/get_result | /prod",
                    "/{proxy+} | /v1/get_result | /prod/v1/get_result | /prod",
                    // A custom domain without a base path, and with one.
                    "/v1/get_result | /v1/get_result | /v1/get_result | ''",
                    "/v1/get_result | /flux/v1/get_result | /flux/v1/get_result | /flux",
                    "/{proxy+} | /flux/v1/get_result | /flux/v1/get_result | /flux",
                    // One that is mapped to an API and no stage.
                    "/{proxy+} | /prod/v1/get_result | /prod/v1/get_result | /prod",
                    "/{proxy+} | /flux/prod/v1/get_result | /flux/prod/v1/get_result | /flux/prod",
                    // A proxy resource below another one.
                    "/below/{proxy+} | /below/v1/get_result | /prod/below/v1/get_result | /prod/below",
                    // An HTTP API with this payload: a default route, and a stage of its own.
                    "$default | /v1/get_result | /v1/get_result | ''",
                    "$default | /prod/v1/get_result | /prod/v1/get_result | /prod",
                    // No resource, and none whose parameter is told.
                    "'' | /v1/get_result | /prod/v1/get_result | /prod",
                    "/{other+} | /v1/get_result | /prod/v1/get_result | /prod",
                    "/v1/{operation} | /v1/get_result | /prod/v1/get_result | /prod"
                })
        void what_comes_before_a_route_is_known(String resource, String path, String seenPath, String before) {
            ObjectNode event = rest(resource, path, seenPath);
            event.putObject("pathParameters").put("proxy", "v1/get_result");

            assertThat(address(event)).isEqualTo(new Address("https://" + API + before, "/v1/get_result"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "/ | / | /prod/ | '' | /prod",
                    "/ | /flux | /flux | '' | /flux",
                    "/page/{file} | /page/app-1.js | /prod/page/app-1.js | /page/app-1.js | /prod",
                    "/page/{file} | /flux/page/app-1.js | /flux/page/app-1.js | /page/app-1.js | /flux",
                    "/{proxy+} | /page/app-1.js | /prod/page/app-1.js | /page/app-1.js | /prod"
                })
        void the_page_and_its_files_are_found(
                String resource, String path, String seenPath, String route, String before) {
            ObjectNode event = rest(resource, path, seenPath);
            event.putObject("pathParameters").put("file", "app-1.js").put("proxy", "page/app-1.js");

            assertThat(address(event)).isEqualTo(new Address("https://" + API + before, route));
        }

        @Test
        void anything_else_before_a_route_makes_another_path() {
            ObjectNode event = rest("/{proxy+}", "/anything" + FILL, "/prod/anything" + FILL);
            event.putObject("pathParameters").put("proxy", "anything" + FILL);

            assertThat(address(event).path()).isEqualTo("/anything" + FILL);
            assertThat(address(rest("", "/anything" + FILL, "/prod/anything" + FILL))
                            .path())
                    .isEqualTo("/anything" + FILL);
        }

        @Test
        void a_resource_that_is_not_in_the_path_is_not_believed() {
            ObjectNode event = rest("/{proxy+}", "/v1/get_result", "/prod/v1/get_result");
            event.putObject("pathParameters").put("proxy", "v1/flux-pro-1.0-fill");

            assertThat(address(event).path()).isEqualTo("/v1/get_result");
            assertThat(address(rest(FILL, "/v1/get_result", "/prod/v1/get_result"))
                            .path())
                    .isEqualTo("/v1/get_result");
        }

        @Test
        void a_context_that_tells_another_path_is_not_believed() {
            assertThat(address(rest("", "/v1/get_result", "/other")))
                    .isEqualTo(new Address("https://" + API, "/v1/get_result"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/a\r\nSet-Cookie: b", "/a?b", "/a b", "/\u0000", "/a/../%2e", "/é", "x"})
        void what_is_odd_before_a_route_is_not_repeated(String odd) {
            assertThat(address(rest("/v1/get_result", odd + "/v1/get_result", odd + "/v1/get_result")))
                    .isEqualTo(new Address("https://" + API, "/v1/get_result"));
        }

        @Test
        void a_load_balancer_has_nothing_before_a_route() {
            ObjectNode event = json("{'httpMethod': 'POST', 'path': '" + FILL + "/', 'requestContext': {'elb': {}},"
                    + " 'multiValueHeaders': {'host': ['fill.elb.amazonaws.com']}}");

            assertThat(address(event)).isEqualTo(new Address("https://fill.elb.amazonaws.com", FILL));
            assertThat(address(event.put("path", "/x" + FILL)).path()).isEqualTo("/x" + FILL);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ", 'path': '/'"})
        void the_root_is_empty(String path) {
            assertThat(address(json("{'httpMethod': 'GET', 'requestContext': {}" + path + "}"))
                            .path())
                    .isEmpty();
        }
    }

    @Nested
    class Version2 {

        @ParameterizedTest
        @CsvSource({
            "$default, /v1/get_result, abc.execute-api.eu-west-1.amazonaws.com, ''",
            "prod, /prod/v1/get_result, abc.execute-api.eu-west-1.amazonaws.com, /prod",
            "prod, /prod/v1/get_result, abc.execute-api.cn-north-1.amazonaws.com.cn, /prod",
            "prod, /prod/v1/get_result, api.example.com, ''",
            "prod, /v1/get_result, api.example.com, ''",
            "v1, /v1/v1/get_result, abc.execute-api.eu-west-1.amazonaws.com, /v1",
            "$default, /v1/get_result, xyz.lambda-url.eu-west-1.on.aws, ''"
        })
        void the_stage_comes_before_a_route_and_is_public_at_the_apis_own_domain(
                String stage, String rawPath, String domain, String before) {
            assertThat(address(http(stage, rawPath, domain)))
                    .isEqualTo(new Address("https://" + domain + before, "/v1/get_result"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/anything", "/production", "/$default", "/x\r\nSet-Cookie: a=b"})
        void anything_else_before_a_route_makes_another_path(String before) {
            assertThat(address(http("prod", before + FILL, API)))
                    .isEqualTo(new Address("https://" + API, before + FILL));
        }

        @Test
        void the_root_of_a_stage_is_empty() {
            assertThat(address(http("prod", "/prod", API)).path()).isEmpty();
            assertThat(address(http("prod", "/prod/", API)).path()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        FILL + "/, " + FILL,
        FILL + "//, " + FILL + "/",
        "/, ''",
    })
    void a_path_may_end_in_a_slash(String path, String without) {
        assertThat(address(http("$default", path, API)).path()).isEqualTo(without);
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.example, caller.example, gateway.example",
        "'', caller.example, caller.example",
        "'', localhost:3000, localhost:3000",
        "'a b', caller.example, caller.example",
        "'', '', localhost",
    })
    void the_gateways_own_name_comes_before_the_callers_host(String domain, String host, String chosen) {
        ObjectNode event = http("$default", FILL, domain);
        event.putObject("headers").put("Host", host);

        assertThat(address(event).endpoint()).isEqualTo("https://" + chosen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example\r\nSet-Cookie: a=b",
                "evil.example\u0000",
                "user:secret@evil.example",
                "evil.example/path",
                "evil.example?x",
                "evil.example#x",
                "evil.example:",
                "evil.example:123456",
                "evil.example:80:80",
                "-evil.example",
                "evil.example ",
                "évil.example",
                "[::1]"
            })
    void an_odd_host_is_not_repeated(String host) {
        ObjectNode event = http("$default", FILL, "");
        event.putObject("headers").put("host", host);

        assertThat(address(event).endpoint()).isEqualTo("https://localhost");
    }

    @ParameterizedTest
    @CsvSource({
        "http, http",
        "HTTP, http",
        "'http,https', http",
        "https, https",
        "'https, http', https",
        "javascript, https"
    })
    void the_scheme_that_the_caller_used_is_kept(String forwarded, String scheme) {
        ObjectNode event = http("$default", FILL, "localhost:3000");
        event.putObject("headers").put("x-forwarded-proto", forwarded);

        assertThat(address(event).endpoint()).isEqualTo(scheme + "://localhost:3000");
    }

    @Test
    void a_configured_address_is_better_than_what_any_event_says() {
        Optional<String> url = Optional.of("https://api.example.com/flux");

        assertThat(Address.of(http("prod", "/prod" + FILL, "api.example.com"), new Headers(), url))
                .isEqualTo(new Address("https://api.example.com/flux", FILL));
        assertThat(Address.of(rest(FILL, FILL, "/prod" + FILL), new Headers(), url))
                .isEqualTo(new Address("https://api.example.com/flux", FILL));
    }

    private static Address address(ObjectNode event) {
        return Address.of(event, Headers.of(event), Optional.empty());
    }

    private static ObjectNode rest(String resource, String path, String seenPath) {
        ObjectNode event =
                json("{'httpMethod': 'POST', 'requestContext': {'stage': 'prod', 'domainName': '" + API + "'}}");
        event.withObject("/requestContext").put("path", seenPath);
        return event.put("resource", resource).put("path", path);
    }

    private static ObjectNode http(String stage, String rawPath, String domain) {
        ObjectNode event = json("{'version': '2.0', 'requestContext': {'http': {'method': 'POST'}}}");
        event.withObject("/requestContext").put("stage", stage).put("domainName", domain);
        return event.put("rawPath", rawPath);
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
