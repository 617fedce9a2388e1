package io.fluxfill.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.Utf8;
import io.fluxfill.log.EventLog;
import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.StorageException.Kind;
import io.fluxfill.storage.Uploads;
import io.fluxfill.testing.FakeStore;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.waiting.Deadline;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadRouteTest {
    private static final UUID NAME = UUID.fromString("5e8f0a4c-63f5-4a43-9d0c-2f5a3e6e9c11");

    private final FakeTime time = new FakeTime();
    private final FakeStore store = new FakeStore(time);
    private final JsonBodies bodies = new JsonBodies(new ObjectMapper(), 1000);
    private final UploadRoute route = new UploadRoute(
            Optional.of(new Uploads(store, new S3Location("uploads", "in"), time, () -> NAME)), bodies, 20);

    @ParameterizedTest
    @ValueSource(strings = {"{\"bytes\":20}", "{\"content_type\":null,\"bytes\":20,\"unknown\":1}"})
    void the_answer_says_where_to_put_the_picture_and_how_to_name_it(String body) {
        JsonNode answer = answer(request(body)).body();

        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactly("uri", "upload_url", "method", "headers", "expires_at");
        assertThat(answer.get("uri").textValue()).isEqualTo("s3://uploads/in/" + NAME);
        assertThat(answer.get("upload_url").textValue()).startsWith("https://uploads.s3.example/in/" + NAME + "?");
        assertThat(answer.get("method").textValue()).isEqualTo("PUT");
        assertThat(answer.get("headers")).hasToString("{\"content-length\":\"20\"}");
        assertThat(answer.get("expires_at").textValue()).isEqualTo("2026-11-20T12:15:00Z");
    }

    @Test
    void what_the_body_tells_of_the_picture_must_be_sent_with_it() {
        JsonNode headers = answer(request("{\"content_type\":\"image/webp\",\"bytes\":20}"))
                .body()
                .get("headers");

        assertThat(headers.get("content-type").textValue()).isEqualTo("image/webp");
        assertThat(headers.get("content-length").textValue()).isEqualTo("20");
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpg, image/jpeg",
        "IMAGE/JPG, image/jpeg",
        "image/jpeg, image/jpeg",
        "Image/PNG, image/png",
    })
    void the_upload_is_sent_by_the_registered_name_of_its_content_type(String given, String sent) {
        assertThat(answer(request("{\"content_type\":\"" + given + "\",\"bytes\":20}"))
                        .body()
                        .at("/headers/content-type")
                        .textValue())
                .isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({"20, 20", "7, 7", "007, 7"})
    void the_size_may_be_a_text_of_digits(String given, String sent) {
        assertThat(answer(request("{\"bytes\":\"" + given + "\"}"))
                        .body()
                        .at("/headers/content-length")
                        .textValue())
                .isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"content_type\":\"image/png\"}"})
    void the_size_must_be_told_so_that_nobody_can_upload_without_end(String body) {
        assertThat(failure(body).data().at("/detail/0"))
                .hasToString("{\"type\":\"missing\",\"loc\":[\"body\",\"bytes\"],\"msg\":\"Field required\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "0",
                "-1",
                "21",
                "1.5",
                "true",
                "99999999999999999999",
                "[1]",
                "\"0\"",
                "\"21\"",
                "\"1.5\"",
                "\" 1\"",
                "\"-1\"",
                "\"\"",
                "\"99999999999999999999\"",
                "\"\u0661\""
            })
    void the_size_is_a_whole_number_within_the_limit(String bytes) {
        assertThat(failure("{\"bytes\":" + bytes + "}")
                        .data()
                        .at("/detail/0/msg")
                        .textValue())
                .isEqualTo("Value error, must be a whole number from 1 to 20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"image/gif\"", "\"\"", "1", "[\"image/png\"]", "\"image/png; a=b\""})
    void the_content_type_is_one_of_a_picture(String contentType) {
        assertThat(failure("{\"content_type\":" + contentType + ",\"bytes\":0}")
                        .data()
                        .get("detail"))
                .extracting(fault ->
                        fault.at("/loc/1").textValue() + ": " + fault.get("msg").textValue())
                .containsExactly(
                        "content_type: Value error, must be one of image/jpeg, image/png, image/webp",
                        "bytes: Value error, must be a whole number from 1 to 20");
    }

    @Test
    void a_body_that_is_no_object_is_refused() {
        assertThat(failure("nonsense").httpStatus()).isEqualTo(400);
        assertThat(failure("[]").httpStatus()).isEqualTo(422);
    }

    @Test
    void without_a_bucket_there_is_no_such_route() {
        FluxFillException failure = catchThrowableOfType(
                FluxFillException.class, () -> answer(new UploadRoute(Optional.empty(), bodies, 20), request("")));

        assertThat(failure).hasToString("FluxFill.InvalidRequest: There is no bucket for uploads here.");
        assertThat(failure.httpStatus()).isEqualTo(404);
    }

    @Test
    void a_url_that_cannot_be_signed_is_told_by_name() {
        store.fails(Kind.UNAVAILABLE, "S3 could not be asked (SdkClientException)");

        assertThat(failure("{\"bytes\":20}"))
                .hasToString("FluxFill.Unavailable: No place for an upload could be made:"
                        + " S3 could not be asked (SdkClientException).");
    }

    private FluxFillException failure(String body) {
        return catchThrowableOfType(FluxFillException.class, () -> answer(request(body)));
    }

    private HttpResponse answer(HttpRequest request) {
        return answer(route, request);
    }

    private HttpResponse answer(UploadRoute any, HttpRequest request) {
        return any.answer(request, Deadline.in(Duration.ofSeconds(28), time), new EventLog(time).begin());
    }

    private static HttpRequest request(String body) {
        return new HttpRequest(
                "POST",
                new Address("https://me.example", "/v1/uploads"),
                new Headers(),
                Map.of(),
                Optional.empty(),
                new HttpBody(Utf8.of(body), false));
    }
}
