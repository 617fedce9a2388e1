package io.fluxfill.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.Utf8;
import io.fluxfill.log.EventLog;
import io.fluxfill.storage.S3Location;
import io.fluxfill.testing.Parts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpApiTest {
    private static final String FILL = "/v1/flux-pro-1.0-fill";
    private static final String SELF = "https://me.example/prod/v1/get_result?id=abc&polling_url="
            + URLEncoder.encode(Parts.POLLING_URL, StandardCharsets.UTF_8);

    private final Parts parts = new Parts();
    private final HttpApi api = parts.assembly.httpApi();

    @Nested
    class Submit {

        @Test
        void bfls_answer_comes_back_with_a_polling_url_that_points_here() {
            parts.bflHost.answers(200, "{\"id\":\"abc\",\"polling_url\":\"" + Parts.POLLING_URL + "\",\"input_mp\":1}");

            HttpResponse response = post(FILL, request());

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(json("{'id': 'abc', 'polling_url': '" + SELF + "', 'input_mp': 1}"));
            assertThat(response.headers()).isEmpty();
        }

        @Test
        void the_finetuned_route_goes_to_the_finetune_host() {
            parts.bflHost.answers(200, Parts.ACCEPTED);

            post("/v1/flux-pro-1.0-fill-finetuned", "{'image': '" + Parts.PIXEL + "', 'finetune_id': 'mine'}");

            assertThat(parts.bflHost.calls().get(0).address())
                    .isEqualTo("https://api.us1.bfl.ai/v1/flux-pro-1.0-fill-finetuned");
        }

        @Test
        void unknown_fields_are_ignored_as_bfl_ignores_them() {
            parts.bflHost.answers(200, Parts.ACCEPTED);

            post(FILL, "{'image': '" + Parts.PIXEL + "', 'wait': 9, 'finetune_id': 'mine', 'colour': 'red'}");

            assertThat(parts.bflHost.calls().get(0).body()).isEqualTo("{\"image\":\"" + Parts.PIXEL + "\"}");
        }

        @Test
        void the_webhook_form_comes_back_as_it_is() {
            String accepted = "{'id': 'abc', 'status': 'Pending', 'webhook_url': 'https://hook.example'}";
            parts.bflHost.answers(200, accepted.replace('\'', '"'));

            HttpResponse response = post(FILL, request(), "prefer", "wait=5");

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(json(accepted));
            assertThat(response.headers()).isEmpty();
        }

        @Test
        void a_preferred_wait_ends_with_the_task_untouched_and_the_way_to_ask_for_it_again() {
            parts.bflHost.answers(200, Parts.ACCEPTED).answers(200, Parts.READY);

            HttpResponse response = post(FILL, request(), "prefer", "wait=20");

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(json(Parts.READY).put("polling_url", SELF));
            assertThat(response.headers()).isEqualTo(Map.of("preference-applied", "wait=20"));
        }

        @ParameterizedTest
        @CsvSource({
            "Request Moderated, 200, 200",
            "Content Moderated, 422, 422",
            "Error, 422, 422",
            "Failed, 503, 200",
            "Error, 429, 200",
            "Error, 404, 200"
        })
        void a_task_that_did_not_end_well_is_told_as_bfl_tells_it_but_so_that_no_client_submits_again(
                String status, int bfl, int told) {
            parts.bflHost.answers(200, Parts.ACCEPTED).answers(bfl, "{\"id\":\"abc\",\"status\":\"" + status + "\"}");

            HttpResponse response = post(FILL, request(), "prefer", "wait=20");

            assertThat(response.status()).isEqualTo(told);
            assertThat(response.body())
                    .isEqualTo(json("{'id': 'abc', 'status': '" + status + "', 'polling_url': '" + SELF + "'}"));
        }

        @Test
        void a_task_that_is_lost_after_the_submit_can_still_be_asked_for() {
            parts.bflHost.answers(200, Parts.ACCEPTED).answers(404, "").forEver();

            HttpResponse response = post(FILL, request(), "prefer", "wait=20");

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body())
                    .isEqualTo(json("{'id': 'abc', 'status': 'Task not found', 'polling_url': '" + SELF + "'}"));
        }

        @ParameterizedTest
        @CsvSource({"429, RATE_LIMITED", "503, UNAVAILABLE"})
        void a_client_that_prefers_no_wait_is_told_of_trouble_within_two_seconds(int status, ErrorType type) {
            parts.bflHost.answers(status, "{}").forEver();

            assertThat(failure("POST", FILL, request()).type()).isEqualTo(type);
            assertThat(parts.time.elapsed()).isLessThan(Duration.ofSeconds(2));
            assertThat(parts.bflHost.calls()).hasSizeGreaterThan(1);
        }

        @Test
        void and_at_once_where_bfl_asks_for_a_longer_wait() {
            parts.bflHost.answers(429, "{}", "3");

            HttpResponse response = ErrorBody.of(failure("POST", FILL, request()), http("POST", FILL, ""));

            assertThat(response.headers()).isEqualTo(Map.of("retry-after", "3"));
            assertThat(parts.bflHost.calls()).hasSize(1);
        }

        @Test
        void one_that_prefers_a_wait_has_its_submit_repeated_as_long_as_there_is_time() {
            parts.bflHost.answers(429, "{}", "3").answers(200, Parts.ACCEPTED).answers(200, Parts.READY);

            assertThat(post(FILL, request(), "prefer", "wait=20").status()).isEqualTo(200);
        }

        @Test
        void a_wait_that_ends_first_is_answered_202_with_the_way_to_go_on() {
            parts.bflHost
                    .answers(200, Parts.ACCEPTED)
                    .answers(200, "{\"status\":\"Generating\"}")
                    .forEver();

            HttpResponse response = post(FILL, request(), "prefer", "wait=2");

            assertThat(response.status()).isEqualTo(202);
            assertThat(response.body())
                    .isEqualTo(json("{'id': 'abc', 'polling_url': '" + SELF + "', 'status': 'Generating'}"));
            assertThat(response.headers()).isEqualTo(ordered("location", SELF, "retry-after", "1"));
        }

        @Test
        void faults_are_answered_as_fastapi_answers_them() {
            FluxFillException failure = failure("POST", FILL, "{'steps': 14}");
            HttpResponse response = ErrorBody.of(failure, http("POST", FILL, ""));

            assertThat(response.status()).isEqualTo(422);
            assertThat(response.body())
                    .isEqualTo(
                            json("{'detail': [{'type': 'missing', 'loc': ['body', 'image'], 'msg': 'Field required'},"
                                    + " {'type': 'greater_than_equal', 'loc': ['body', 'steps'],"
                                    + " 'msg': 'Input should be greater than or equal to 15'}]}"));
            assertThat(parts.bflHost.calls()).isEmpty();
        }

        @Test
        void an_idempotency_key_is_ignored_as_bfl_ignores_it_where_there_is_no_table() {
            parts.bflHost.answers(200, Parts.ACCEPTED);

            HttpResponse response = post(FILL, request(), "Idempotency-Key", "k");

            assertThat(response.status()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"PLANTED", " ", "{", "{} PLANTED", "{}{}", "{'image': NaN}"})
        void a_body_that_is_not_json_is_answered_400_and_not_quoted(String text) {
            FluxFillException failure = failure("POST", FILL, text);

            assertThat(failure.httpStatus()).isEqualTo(400);
            assertThat(body(failure))
                    .isEqualTo(json("{'detail': 'The body is not JSON.', 'type': 'FluxFill.InvalidRequest'}"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"not base64!", "/w=="})
        void base64_that_is_no_json_is_answered_400(String body) {
            HttpRequest request = http("POST", FILL, "");
            FluxFillException failure = failure(new HttpRequest(
                    "POST",
                    request.address(),
                    new Headers(),
                    Map.of(),
                    Optional.empty(),
                    new HttpBody(Utf8.of(body), true)));

            assertThat(failure.httpStatus()).isEqualTo(400);
            assertThat(failure).hasMessage("The body is not JSON.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "3", "null", "'text'"})
        void json_that_is_no_object_is_answered_as_fastapi_does(String body) {
            FluxFillException failure = failure("POST", FILL, body);

            assertThat(failure.httpStatus()).isEqualTo(422);
            assertThat(body(failure))
                    .isEqualTo(json("{'detail': [{'type': 'model_attributes_type', 'loc': ['body'],"
                            + " 'msg': 'Input should be a valid dictionary or object to extract fields from'}]}"));
        }

        @Test
        void no_body_at_all_is_answered_as_fastapi_does() {
            assertThat(body(failure("POST", FILL, "")))
                    .isEqualTo(json("{'detail': [{'type': 'missing', 'loc': ['body'], 'msg': 'Field required'}]}"));
        }

        @Test
        void a_body_over_the_limit_is_answered_413() {
            FluxFillException failure = failure("POST", FILL, "x".repeat(1001));

            assertThat(failure.httpStatus()).isEqualTo(413);
            assertThat(failure).hasMessage("The body has more than 1000 bytes.");
        }

        @Test
        void a_body_at_the_limit_is_read() {
            assertThat(failure("POST", FILL, "x".repeat(1000)).httpStatus()).isEqualTo(400);
        }
    }

    @Nested
    class GetResult {

        @Test
        void the_polling_url_given_out_finds_the_region_again() {
            parts.bflHost.answers(200, Parts.PENDING);

            HttpResponse response = get(Map.of("id", "abc", "polling_url", Parts.POLLING_URL));

            assertThat(parts.bflHost.calls().get(0).address()).isEqualTo(Parts.POLLING_URL);
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(json(Parts.PENDING));
        }

        @Test
        void numbers_are_passed_on_as_bfl_wrote_them() {
            String task =
                    "{\"id\":\"abc\",\"status\":\"Ready\",\"result\":{\"start_time\":1795175876.20,\"seed\":18446744073709551616}}";
            parts.bflHost.answers(200, task);

            assertThat(get(Map.of("id", "abc")).body()).hasToString(task);
        }

        @Test
        void an_id_alone_is_asked_for_at_the_global_host() {
            parts.bflHost.answers(200, Parts.READY);

            get(Map.of("id", "abc"));

            assertThat(parts.bflHost.calls().get(0).address()).isEqualTo("https://api.bfl.ai/v1/get_result?id=abc");
        }

        @Test
        void a_preferred_wait_works_here_too() {
            parts.bflHost.answers(200, Parts.PENDING).answers(200, Parts.READY);

            HttpResponse response = get(Map.of("id", "abc"), "Prefer", "wait=3");

            assertThat(response.body()).isEqualTo(json(Parts.READY));
            assertThat(response.headers()).isEqualTo(Map.of("preference-applied", "wait=3"));
        }

        @Test
        void a_preferred_wait_that_ends_first_is_not_called_applied() {
            parts.bflHost.answers(200, Parts.PENDING).forEver();

            HttpResponse response = get(Map.of("id", "abc"), "Prefer", "wait=3");

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(json(Parts.PENDING));
            assertThat(response.headers()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"Failed, 422", "Error, 503", "Content Moderated, 422", "Ready, 200"})
        void a_finished_task_comes_with_the_status_code_that_bfl_gave_it(String word, int status) {
            parts.bflHost.answers(status, "{\"id\":\"abc\",\"status\":\"" + word + "\"}");

            HttpResponse response = get(Map.of("id", "abc"));

            assertThat(response.status()).isEqualTo(status);
            assertThat(response.body()).isEqualTo(json("{'id': 'abc', 'status': '" + word + "'}"));
        }

        @Test
        void a_task_that_bfl_does_not_know_is_answered_404_with_its_body() {
            parts.bflHost.answers(404, "{\"detail\":\"Not Found\"}").forEver();

            HttpResponse response = get(Map.of("id", "abc"));

            assertThat(response.status()).isEqualTo(404);
            assertThat(response.body()).isEqualTo(json("{'id': 'abc', 'status': 'Task not found'}"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://api.eu2.bfl.ai/v1/finetune_details?finetune_id=x",
                    "https://api.eu2.bfl.ai/",
                    "https://api.eu2.bfl.ai/x?/v1/get_result"
                })
        void the_key_is_not_lent_for_anything_but_polling(String pollingUrl) {
            HttpRequest request = http("GET", "/v1/get_result", "");
            Map<String, String> query = Map.of("id", "abc", "polling_url", pollingUrl);

            assertThat(failure(new HttpRequest(
                                    "GET", request.address(), new Headers(), query, Optional.empty(), HttpBody.EMPTY))
                            .httpStatus())
                    .isEqualTo(422);
            assertThat(parts.bflHost.calls()).isEmpty();
        }

        @Test
        void a_polling_url_of_another_task_is_refused_and_not_asked() {
            HttpRequest request = http("GET", "/v1/get_result", "");
            Map<String, String> query =
                    Map.of("id", "abc", "polling_url", "https://api.eu2.bfl.ai/v1/get_result?id=other");

            FluxFillException failure = failure(
                    new HttpRequest("GET", request.address(), new Headers(), query, Optional.empty(), HttpBody.EMPTY));

            assertThat(failure.httpStatus()).isEqualTo(422);
            assertThat(body(failure))
                    .isEqualTo(json("{'detail': [{'type': 'value_error', 'loc': ['query', 'polling_url'],"
                            + " 'msg': 'Value error, polling_url must be the one that was given for this task'}]}"));
            assertThat(parts.bflHost.calls()).isEmpty();
        }

        @Test
        void a_missing_id_is_answered_as_fastapi_does() {
            FluxFillException failure = failure(http("GET", "/v1/get_result", ""));

            assertThat(failure.httpStatus()).isEqualTo(422);
            assertThat(body(failure))
                    .isEqualTo(
                            json("{'detail': [{'type': 'missing', 'loc': ['query', 'id'], 'msg': 'Field required'}]}"));
        }

        @ParameterizedTest(name = "hostile URL {index}")
        @MethodSource("io.fluxfill.testing.HostileUrls#all")
        void a_hostile_polling_url_is_refused_and_not_asked(String pollingUrl) {
            HttpRequest request = new HttpRequest(
                    "GET",
                    new Address("https://me.example", "/v1/get_result"),
                    new Headers(),
                    Map.of("id", "abc", "polling_url", pollingUrl),
                    Optional.empty(),
                    HttpBody.EMPTY);

            assertThat(body(failure(request)).at("/detail/0/loc/1").textValue()).isEqualTo("polling_url");
            assertThat(parts.bflHost.calls()).isEmpty();
        }
    }

    @Nested
    class Failures {

        @ParameterizedTest
        @CsvSource({
            "429, 7, 429, 7, FluxFill.RateLimited",
            "429, '', 429, 1, FluxFill.RateLimited",
            "503, '', 503, 1, FluxFill.Unavailable"
        })
        void what_may_be_tried_again_says_when(int bfl, String asked, int status, String retryAfter, String type) {
            parts.bflHost.answers(bfl, "", asked).forEver();

            HttpResponse response = ErrorBody.of(failure("POST", FILL, request()), http("POST", FILL, ""));

            assertThat(response.status()).isEqualTo(status);
            assertThat(response.headers()).isEqualTo(Map.of("retry-after", retryAfter));
            assertThat(response.body().get("type").textValue()).isEqualTo(type);
        }

        @ParameterizedTest
        @CsvSource({
            "401, 502, FluxFill.Unauthorized",
            "402, 402, FluxFill.InsufficientCredits",
            "400, 400, FluxFill.InvalidRequest",
            "422, 422, FluxFill.InvalidRequest",
            "500, 424, FluxFill.SubmitUnknown"
        })
        void other_refusals_have_a_sentence_and_their_name(int bfl, int status, String type) {
            parts.bflHost.answers(bfl, "{\"detail\":\"no\"}");

            HttpResponse response = ErrorBody.of(failure("POST", FILL, request()), http("POST", FILL, ""));

            assertThat(response.status()).isEqualTo(status);
            assertThat(response.headers()).isEmpty();
            assertThat(response.body().get("detail").isTextual()).isTrue();
            assertThat(response.body().get("type").textValue()).isEqualTo(type);
        }

        @Test
        void the_handle_in_a_failure_points_here() {
            parts.bflHost.answers(402, "{}");
            HttpRequest request = http("GET", "/v1/get_result", "");
            Map<String, String> query = Map.of("id", "abc", "polling_url", Parts.POLLING_URL);
            HttpRequest poll =
                    new HttpRequest("GET", request.address(), new Headers(), query, Optional.empty(), HttpBody.EMPTY);

            HttpResponse response = ErrorBody.of(failure(poll), poll);

            assertThat(response.status()).isEqualTo(402);
            assertThat(response.body().get("polling_url").textValue()).isEqualTo(SELF);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "/v1",
                    "/v1/flux-pro-1.1",
                    "/V1/get_result",
                    "/xv1/get_result",
                    "/anything/v1/flux-pro-1.0-fill",
                    "//v1/flux-pro-1.0-fill"
                })
        void a_wrong_path_is_answered_404(String path) {
            HttpResponse response = answer(http("POST", path, request()));

            assertThat(response.status()).isEqualTo(404);
            assertThat(response.body())
                    .isEqualTo(json("{'detail': 'There is no such path here.', 'type': 'FluxFill.InvalidRequest'}"));
        }

        @ParameterizedTest
        @CsvSource({
            "GET, /v1/flux-pro-1.0-fill, POST",
            "PUT, /v1/flux-pro-1.0-fill-finetuned, POST",
            "POST, /v1/get_result, GET",
            "HEAD, /v1/get_result, GET"
        })
        void a_wrong_method_is_answered_405_with_the_right_one(String method, String path, String allowed) {
            HttpResponse response = answer(http(method, path, ""));

            assertThat(response.status()).isEqualTo(405);
            assertThat(response.headers()).isEqualTo(Map.of("allow", allowed));
            assertThat(response.body().get("detail").textValue()).isEqualTo("This path takes " + allowed + " only.");
        }
    }

    private static String request() {
        return "{'image': '" + Parts.PIXEL + "'}";
    }

    private HttpResponse post(String path, String body, String... headers) {
        return answer(http("POST", path, body, headers));
    }

    @Nested
    class PicturesInS3 {
        private static final String LINK = "https://results.s3.example/pictures/abc.png?until=2026-11-20T13:00:00Z";

        private final HttpApi keeping = parts.assembly(
                        S3Location.folder("s3://results/pictures"), S3Location.folder("s3://uploads/in"))
                .httpApi();

        @Test
        void the_sample_becomes_a_link_to_the_copy() {
            parts.bflHost.answers(200, Parts.READY).answers(200, Parts.PICTURE);

            HttpResponse response = getResult();

            assertThat(response.body()).isEqualTo(json(Parts.READY.replace("https://delivery.bfl.ai/x", LINK)));
        }

        @Test
        void so_it_does_after_a_wait_for_a_submit() {
            parts.bflHost.answers(200, Parts.ACCEPTED).answers(200, Parts.READY).answers(200, Parts.PICTURE);

            HttpResponse response = keep(http("POST", FILL, request(), "prefer", "wait=20"));

            assertThat(response.body().at("/result/sample").textValue())
                    .startsWith("https://results.s3.example/pictures/abc.png?");
        }

        @Test
        void a_picture_that_cannot_be_kept_comes_as_bfl_gave_it_with_a_warning() {
            parts.bflHost.answers(200, Parts.READY).answers(404, "{}");

            HttpResponse response = getResult();

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body().at("/result/sample").textValue()).isEqualTo("https://delivery.bfl.ai/x");
            assertThat(response.body().get("polling_url").textValue())
                    .endsWith("?id=abc&polling_url=https%3A%2F%2Fapi.bfl.ai%2Fv1%2Fget_result%3Fid%3Dabc");
            assertThat(response.body().get("warning").textValue())
                    .isEqualTo("The picture is ready and paid, but could not be kept: BFL answered HTTP 404 for it.");
        }

        @Test
        void a_warning_comes_with_the_url_that_asks_for_another_try() {
            parts.bflHost.answers(200, Parts.ACCEPTED).answers(200, Parts.READY).answers(404, "{}");

            HttpResponse response = keep(http("POST", FILL, request(), "prefer", "wait=20"));

            assertThat(response.body().get("polling_url").textValue()).isEqualTo(SELF);
        }

        @Test
        void a_caller_has_no_say_in_where_the_copy_is() {
            parts.bflHost.answers(200, Parts.ACCEPTED).answers(200, Parts.READY).answers(200, Parts.PICTURE);

            keep(http(
                    "POST",
                    FILL,
                    "{'image': '" + Parts.PIXEL + "', 'output': 's3://mine/there'}",
                    "prefer",
                    "wait=20"));

            assertThat(parts.store.calls()).contains("put s3://results/pictures/abc.png");
        }

        @Test
        void a_picture_that_is_named_is_fetched_from_an_allowed_bucket() {
            parts.store.put("input", "photo.png", Parts.PICTURE);
            parts.bflHost.answers(200, Parts.ACCEPTED);

            keep(http("POST", FILL, "{'image': 's3://input/photo.png'}"));

            assertThat(parts.bflHost.onlyCall().body()).isEqualTo("{\"image\":\"" + Parts.PIXEL + "\"}");
        }

        @Test
        void a_picture_in_any_other_bucket_is_a_fault() {
            parts.store.put("results", "pictures/abc.png", Parts.PICTURE);

            assertThat(body(failure("POST", FILL, "{'image': 's3://results/pictures/abc.png'}")))
                    .isEqualTo(json("{'detail': [{'type': 'value_error', 'loc': ['body', 'image'], 'msg':"
                            + " 'Value error, must be where this endpoint takes pictures from'}]}"));
            assertThat(parts.bflHost.calls()).isEmpty();
        }

        @Test
        void a_place_for_an_upload_is_to_be_had_by_post() {
            assertThat(keep(http("POST", "/v1/uploads", "{'bytes': 1}")).status())
                    .isEqualTo(200);
            assertThat(keep(http("GET", "/v1/uploads", "")).headers()).containsEntry("allow", "POST");
        }

        private HttpResponse getResult() {
            HttpRequest request = http("GET", "/v1/get_result", "");
            return keep(new HttpRequest(
                    "GET",
                    request.address(),
                    request.headers(),
                    Map.of("id", "abc"),
                    Optional.empty(),
                    HttpBody.EMPTY));
        }

        private HttpResponse keep(HttpRequest request) {
            return keeping.answer(request, parts.in(28), new EventLog(parts.time).begin());
        }
    }

    private HttpResponse get(Map<String, String> query, String... headers) {
        HttpRequest request = http("GET", "/v1/get_result", "", headers);
        return answer(
                new HttpRequest("GET", request.address(), request.headers(), query, Optional.empty(), HttpBody.EMPTY));
    }

    private HttpResponse answer(HttpRequest request) {
        return api.answer(request, parts.in(28), new EventLog(parts.time).begin());
    }

    private FluxFillException failure(String method, String path, String body) {
        return failure(http(method, path, body));
    }

    private FluxFillException failure(HttpRequest request) {
        return catchThrowableOfType(FluxFillException.class, () -> answer(request));
    }

    private static ObjectNode body(FluxFillException failure) {
        return (ObjectNode) ErrorBody.of(failure, http("POST", FILL, "")).body();
    }

    private static HttpRequest http(String method, String path, String body, String... headers) {
        Headers all = new Headers();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        HttpBody text = new HttpBody(Utf8.of(body.replace('\'', '"')), false);
        return new HttpRequest(
                method, new Address("https://me.example/prod", path), all, Map.of(), Optional.empty(), text);
    }

    private static Map<String, String> ordered(String... entries) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put(entries[i], entries[i + 1]);
        }
        return map;
    }

    private ObjectNode json(String text) {
        try {
            return (ObjectNode) parts.json.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
