package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.dev.standin.StandIn;
import io.fluxfill.testing.Planted;
import io.fluxfill.testing.S3Proxy;
import io.restassured.RestAssured;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Pictures in S3, seen from where callers stand: events in, answers out, with S3Proxy in S3's place. */
abstract class StorageCases {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Path EVENTS = Path.of("infra/events");

    private StandIn bfl;
    private S3Proxy s3;
    private S3Client client;

    @BeforeEach
    void open() {
        client = s3.client();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void pictures_are_taken_from_s3_and_the_finished_one_is_kept_there() throws Exception {
        put(StorageResource.INPUTS, "photo.jpeg", Files.readAllBytes(EVENTS.resolve("photo.jpeg")));
        put(StorageResource.INPUTS, "mask.png", Files.readAllBytes(EVENTS.resolve("mask.png")));

        JsonNode result = send(named().put("wait", true).put("seed", 7));

        JsonNode output = result.get("output");
        String key = "pictures/" + result.get("id").textValue() + ".jpeg";
        ResponseBytes<GetObjectResponse> copy = get(StorageResource.RESULTS, key);
        assertThat(output.get("uri").textValue()).isEqualTo("s3://" + StorageResource.RESULTS + "/" + key);
        assertThat(output.get("content_type").textValue()).isEqualTo("image/jpeg");
        assertThat(output.get("bytes").intValue()).isEqualTo(copy.asByteArray().length);
        assertThat(output.get("sha256").textValue()).isEqualTo(sha256(copy.asByteArray()));
        assertThat(copy.response().contentType()).isEqualTo("image/jpeg");
        assertThat(copy.response().metadata())
                .containsEntry("id", result.get("id").textValue())
                .containsEntry("endpoint", "flux-pro-1.0-fill")
                .containsEntry("seed", "7");
        assertThat(copy.asByteArray())
                .isEqualTo(fetch(result.at("/result/sample").textValue()));
    }

    @Test
    void a_task_that_is_picked_up_is_kept_where_the_request_says() throws Exception {
        JsonNode submitted = send(request());
        ObjectNode pickUp = JSON.createObjectNode().put("wait", 3).put("output", "s3://" + StorageResource.OTHERS);
        pickUp.set("id", submitted.get("id"));
        pickUp.set("polling_url", submitted.get("polling_url"));

        JsonNode first = send(pickUp);
        JsonNode again = send(pickUp);

        assertThat(first.at("/output/uri").textValue())
                .isEqualTo("s3://" + StorageResource.OTHERS + "/"
                        + submitted.get("id").textValue() + ".jpeg");
        assertThat(again.get("output")).isEqualTo(first.get("output"));
    }

    @Test
    void picking_a_task_up_again_finishes_a_copy_that_failed() {
        ObjectNode nowhere = request().put("wait", true).put("output", "s3://no-such-bucket/x");

        JsonNode failed = send(nowhere);
        String message = failed.get("errorMessage").textValue();
        JsonNode handle = json(message.substring(message.indexOf('{')));
        ObjectNode pickUp = JSON.createObjectNode();
        pickUp.set("id", handle.get("id"));
        pickUp.set("polling_url", handle.get("polling_url"));
        JsonNode result = send(pickUp);

        assertThat(failed.get("errorType").textValue()).isEqualTo("FluxFill.OutputFailed");
        assertThat(message).contains("there is no such object or bucket").doesNotContain("sig=");
        assertThat(handle.get("sample").textValue()).startsWith("http://").doesNotContain("?");
        assertThat(result.get("status").textValue()).isEqualTo("Ready");
        assertThat(result.at("/output/uri").textValue()).startsWith("s3://" + StorageResource.RESULTS + "/pictures/");
    }

    @Test
    void a_picture_that_bfl_does_not_deliver_is_an_error_that_carries_its_handle() {
        JsonNode failed = send(request("[picture gone]").put("wait", true));

        assertThat(failed.get("errorType").textValue()).isEqualTo("FluxFill.OutputFailed");
        assertThat(failed.get("errorMessage").textValue()).contains("\"polling_url\":\"http://");
    }

    @ParameterizedTest
    @CsvSource({
        "s3://the-inputs/nowhere.png, there is no such object or bucket",
        "s3://the-others/photo.png, must be where this endpoint takes pictures from",
        "s3://the-inputs, must be s3://bucket/key",
    })
    void a_location_that_is_no_good_is_a_fault_and_nothing_is_sent(String location, String rule) {
        int before = bfl.accepted();

        JsonNode error = send(request().put("image", location).put("steps", 51));

        assertThat(bfl.accepted()).isEqualTo(before);
        assertThat(error.get("errorType").textValue()).isEqualTo("FluxFill.InvalidRequest");
        assertThat(error.get("errorMessage").textValue())
                .contains("[\"body\",\"image\"]", rule)
                .contains("[\"body\",\"steps\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "api-gateway-v1-submit.json",
        "api-gateway-v2-submit.json",
        "function-url-submit.json",
        "alb-submit.json"
    })
    void an_http_client_uploads_its_picture_and_gets_a_link_to_the_finished_one(String file) throws Exception {
        JsonNode image = upload(file, "photo.jpeg", "image/jpeg");
        JsonNode mask = upload(file, "mask.png", "image/png");
        ObjectNode body = JSON.createObjectNode().put("prompt", Planted.PROMPT);
        body.set("image", image.get("uri"));
        body.set("mask", mask.get("uri"));

        JsonNode task = body(send(event(file, "/v1/flux-pro-1.0-fill", body.toString(), "wait=3")));

        String sample = task.at("/result/sample").textValue();
        assertThat(sample).startsWith(s3.endpointForFunction() + "/" + StorageResource.RESULTS + "/pictures/");
        assertThat(fetch(sample))
                .isEqualTo(get(
                                StorageResource.RESULTS,
                                "pictures/" + task.get("id").textValue() + ".jpeg")
                        .asByteArray());
    }

    @Test
    void an_http_client_cannot_read_finished_pictures_as_inputs() throws Exception {
        put(StorageResource.RESULTS, "pictures/abc.png", Files.readAllBytes(EVENTS.resolve("photo.jpeg")));
        ObjectNode request = request().put("image", "s3://" + StorageResource.RESULTS + "/pictures/abc.png");

        JsonNode answer = send(event("api-gateway-v2-submit.json", "/v1/flux-pro-1.0-fill", request.toString(), ""));

        assertThat(answer.get("statusCode").intValue()).isEqualTo(422);
        assertThat(answer.get("body").textValue()).contains("must be where this endpoint takes pictures from");
    }

    @Test
    void a_photo_comes_back_whole_with_nothing_changed_but_what_is_painted() throws Exception {
        JsonNode result = send(request().put("wait", true).put("preserve", true));

        assertThat(result.get("preserved").booleanValue()).isTrue();
        assertThat(result.get("sent_size").textValue()).isEqualTo("480x320");
        assertThat(result.get("received_size").textValue()).isEqualTo("480x320");
        assertThat(result.at("/output/content_type").textValue()).isEqualTo("image/jpeg");
        assertIsWhole(kept(result), Files.readAllBytes(EVENTS.resolve("photo.jpeg")));
    }

    @Test
    void a_large_png_comes_back_whole_though_bfl_gives_smaller_pictures_back() throws Exception {
        BufferedImage large = scaled(ImageIO.read(EVENTS.resolve("photo.jpeg").toFile()), 2000, 1340);
        BufferedImage mask = scaled(ImageIO.read(EVENTS.resolve("mask.png").toFile()), 2000, 1340);
        put(StorageResource.INPUTS, "large.png", png(large));
        put(StorageResource.INPUTS, "large-mask.png", png(mask));
        ObjectNode request = named().put("wait", true)
                .put("preserve", true)
                .put("image", "s3://" + StorageResource.INPUTS + "/large.png")
                .put("mask", "s3://" + StorageResource.INPUTS + "/large-mask.png");

        JsonNode result = send(request);

        assertThat(result.at("/output/content_type").textValue()).isEqualTo("image/png");
        assertIsWhole(kept(result), png(large));
    }

    @Test
    void whoever_picks_the_task_up_gets_it_whole_too() throws Exception {
        JsonNode submitted = send(request().put("preserve", true));
        ObjectNode pickUp = JSON.createObjectNode().put("wait", 3).put("preserve", true);
        pickUp.set("id", submitted.get("id"));
        pickUp.set("polling_url", submitted.get("polling_url"));

        JsonNode result = send(pickUp);
        JsonNode again = send(pickUp);

        assertThat(submitted.get("status").textValue()).isEqualTo("Pending");
        assertThat(result.get("preserved").booleanValue()).isTrue();
        assertIsWhole(kept(result), Files.readAllBytes(EVENTS.resolve("photo.jpeg")));
        assertThat(again.get("output")).isEqualTo(result.get("output"));
        assertThat(again.get("sent_size")).isEqualTo(result.get("sent_size"));
    }

    @Test
    void whoever_picks_up_a_task_that_was_submitted_without_it_names_the_pictures_again() throws Exception {
        JsonNode submitted = send(request().put("output_format", "png"));
        ObjectNode pickUp = JSON.createObjectNode().put("wait", 3).put("preserve", true);
        pickUp.set("id", submitted.get("id"));
        pickUp.set("polling_url", submitted.get("polling_url"));

        JsonNode failed = send(pickUp);
        pickUp.set("image", request().get("image"));
        pickUp.set("mask", request().get("mask"));
        JsonNode result = send(pickUp);

        assertThat(failed.get("errorType").textValue()).isEqualTo("FluxFill.OutputFailed");
        assertThat(failed.get("errorMessage").textValue()).contains("name image and mask again", "polling_url");
        assertIsWhole(kept(result), Files.readAllBytes(EVENTS.resolve("photo.jpeg")));
    }

    @Test
    void an_http_clients_sample_is_the_whole_picture() throws Exception {
        String file = "api-gateway-v2-submit.json";
        JsonNode image = upload(file, "photo.jpeg", "image/jpeg");
        JsonNode mask = upload(file, "mask.png", "image/png");
        ObjectNode body = JSON.createObjectNode().put("prompt", Planted.PROMPT).put("preserve", true);
        body.set("image", image.get("uri"));
        body.set("mask", mask.get("uri"));

        JsonNode submitted = body(send(event(file, "/v1/flux-pro-1.0-fill", body.toString(), "")));
        String query = URI.create(submitted.get("polling_url").textValue()).getRawQuery();
        ObjectNode poll = event(file, "/v1/get_result", "", "wait=3").put("rawQueryString", query);
        ((ObjectNode) poll.at("/requestContext/http")).put("method", "GET");
        JsonNode task = body(send(poll));

        assertThat(task.get("preserved").booleanValue()).isTrue();
        assertIsWhole(fetch(task.at("/result/sample").textValue()), Files.readAllBytes(EVENTS.resolve("photo.jpeg")));
    }

    @Test
    void a_picture_that_cannot_come_back_whole_is_refused_before_it_is_paid() throws Exception {
        int before = bfl.accepted();
        put(StorageResource.INPUTS, "mask.png", Files.readAllBytes(EVENTS.resolve("mask.png")));
        put(
                StorageResource.INPUTS,
                "picture.webp",
                Files.readAllBytes(Path.of("src/test/resources/pictures/one.webp")));

        JsonNode error = send(named().put("image", "s3://" + StorageResource.INPUTS + "/picture.webp")
                .put("preserve", true));

        assertThat(bfl.accepted()).isEqualTo(before);
        assertThat(error.get("errorMessage").textValue())
                .contains("only PNG and JPEG pictures can be given back whole", "[\"body\",\"image\"]");
    }

    /** In size, and in every pixel that is not near to what is painted: blocks of a JPEG go as far as 16 pixels. */
    private static void assertIsWhole(byte[] whole, byte[] original) throws IOException {
        BufferedImage now = ImageIO.read(new ByteArrayInputStream(whole));
        BufferedImage before = ImageIO.read(new ByteArrayInputStream(original));
        assertThat(now.getWidth()).isEqualTo(before.getWidth());
        assertThat(now.getHeight()).isEqualTo(before.getHeight());
        BufferedImage mask =
                scaled(ImageIO.read(EVENTS.resolve("mask.png").toFile()), before.getWidth(), before.getHeight());
        int untouched = 0;
        int painted = 0;
        for (int y = 0; y < now.getHeight(); y++) {
            for (int x = 0; x < now.getWidth(); x++) {
                if (isFarFromPaint(mask, x, y)) {
                    assertThat(now.getRGB(x, y)).isEqualTo(before.getRGB(x, y));
                    untouched++;
                } else if ((mask.getRGB(x, y) & 0xff) == 0xff && now.getRGB(x, y) != before.getRGB(x, y)) {
                    painted++;
                }
            }
        }
        assertThat(untouched).isGreaterThan(now.getWidth() * now.getHeight() / 2);
        assertThat(painted).isGreaterThan(now.getWidth() * now.getHeight() / 50);
    }

    private static boolean isFarFromPaint(BufferedImage mask, int x, int y) {
        for (int v = Math.max(0, y - 18); v <= Math.min(mask.getHeight() - 1, y + 18); v += 6) {
            for (int h = Math.max(0, x - 18); h <= Math.min(mask.getWidth() - 1, x + 18); h += 6) {
                if ((mask.getRGB(h, v) & 0xff) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        scaled.createGraphics().drawImage(image, 0, 0, width, height, null);
        return scaled;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private byte[] kept(JsonNode result) {
        String uri = result.at("/output/uri").asText();
        return get(StorageResource.RESULTS, uri.substring(("s3://" + StorageResource.RESULTS + "/").length()))
                .asByteArray();
    }

    private JsonNode upload(String file, String picture, String contentType) throws Exception {
        byte[] bytes = Files.readAllBytes(EVENTS.resolve(picture));
        String body = "{\"content_type\":\"" + contentType + "\",\"bytes\":" + bytes.length + "}";
        JsonNode place = body(send(event(file, "/v1/uploads", body, "")));
        HttpRequest put = HttpRequest.newBuilder(
                        URI.create(place.get("upload_url").textValue()))
                .header("Content-Type", place.at("/headers/content-type").textValue())
                .PUT(BodyPublishers.ofByteArray(bytes))
                .build();
        assertThat(HTTP.send(put, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        return place;
    }

    /** The gateway's event of a sample, for another route. */
    private static ObjectNode event(String file, String path, String body, String prefer) throws IOException {
        ObjectNode event = (ObjectNode) JSON.readTree(EVENTS.resolve(file).toFile());
        event.put("body", body).put("isBase64Encoded", false);
        if (event.has("rawPath")) {
            event.put("rawPath", path);
        } else {
            event.put("path", path);
            ObjectNode context = (ObjectNode) event.get("requestContext");
            if (context.has("path")) {
                context.put("path", path);
            }
        }
        if (event.has("multiValueHeaders")) {
            ((ObjectNode) event.get("multiValueHeaders")).putArray("Prefer").add(prefer);
        } else {
            ((ObjectNode) event.get("headers")).put("prefer", prefer);
        }
        return event;
    }

    private static ObjectNode named() {
        return JSON.createObjectNode()
                .put("image", "s3://" + StorageResource.INPUTS + "/photo.jpeg")
                .put("mask", "s3://" + StorageResource.INPUTS + "/mask.png")
                .put("prompt", Planted.PROMPT);
    }

    private static ObjectNode request() {
        return request("");
    }

    private static ObjectNode request(String misbehaviour) {
        try {
            ObjectNode request = (ObjectNode)
                    JSON.readTree(EVENTS.resolve("direct-submit.json").toFile());
            return request.put("prompt", Planted.PROMPT + " " + misbehaviour);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode send(JsonNode event) {
        String answer = RestAssured.given()
                .contentType("application/json")
                .body(event.toString())
                .post()
                .asString();
        assertThat(answer).doesNotContain(Planted.KEY);
        return json(answer);
    }

    private static JsonNode body(JsonNode answer) {
        assertThat(answer.get("statusCode").intValue()).isEqualTo(200);
        return json(answer.get("body").textValue());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The function answered no JSON", e);
        }
    }

    private void put(String bucket, String key, byte[] content) {
        client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }

    private ResponseBytes<GetObjectResponse> get(String bucket, String key) {
        return client.getObjectAsBytes(request -> request.bucket(bucket).key(key));
    }

    private static byte[] fetch(String url) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray())
                .body();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
