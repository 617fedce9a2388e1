package io.fluxfill.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.testing.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A stand-in on free ports whose time stands still, and a client for it. */
abstract class StandInFixture {

    static final Duration GENERATION = Duration.ofSeconds(4);
    static final int SIDE = 48;

    final FakeTime clock = new FakeTime();
    final Http http = new Http();
    StandIn bfl;

    @BeforeEach
    void startStandIn() throws IOException {
        bfl = StandIn.start(options().build());
    }

    @AfterEach
    void stopStandIn() {
        bfl.close();
    }

    StandInOptions.Builder options() {
        return StandInOptions.builder().clock(clock).generationTime(GENERATION);
    }

    /** A request that keeps all rules. */
    static ObjectNode request() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("image", TestPictures.base64(TestPictures.slopeWithSquare(SIDE, SIDE), "png"))
                .put("mask", TestPictures.base64(TestPictures.mask(SIDE, SIDE), "png"))
                .put("prompt", "an empty slope");
    }

    HttpResponse<byte[]> submit(JsonNode request) throws Exception {
        return submitTo(bfl.url().resolve("/v1/flux-pro-1.0-fill"), request);
    }

    HttpResponse<byte[]> submitFinetuned(JsonNode request) throws Exception {
        return submitTo(bfl.finetuneUrl().resolve("/v1/flux-pro-1.0-fill-finetuned"), request);
    }

    HttpResponse<byte[]> submitTo(URI uri, JsonNode request) throws Exception {
        return http.send(
                "POST",
                uri,
                request.toString(),
                "x-key",
                StandInOptions.SAMPLE_KEY,
                "Content-Type",
                "application/json");
    }

    /** Submits with a prompt, and gives up after a time. */
    HttpResponse<byte[]> submitWithin(Duration time, String prompt) throws Exception {
        return HttpClient.newHttpClient()
                .send(submission(prompt).timeout(time).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Submits with a prompt, and does not wait for the answer. */
    CompletableFuture<HttpResponse<byte[]>> submitLater(String prompt) {
        return HttpClient.newHttpClient()
                .sendAsync(submission(prompt).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder submission(String prompt) {
        return HttpRequest.newBuilder(bfl.url().resolve("/v1/flux-pro-1.0-fill"))
                .headers("x-key", StandInOptions.SAMPLE_KEY, "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        request().put("prompt", prompt).toString()));
    }

    /** Submits with a prompt, and gives where to poll. */
    URI accepted(String prompt) throws Exception {
        return accepted(request().put("prompt", prompt));
    }

    URI accepted(JsonNode request) throws Exception {
        HttpResponse<byte[]> response = submit(request);
        assertThat(response.statusCode()).isEqualTo(200);
        return URI.create(Http.json(response).get("polling_url").textValue());
    }

    JsonNode poll(URI pollingUrl) throws Exception {
        return Http.json(http.get(pollingUrl));
    }

    /** Submits, lets the time of a task pass, and gives what it ends with. */
    JsonNode finished(JsonNode request) throws Exception {
        URI pollingUrl = accepted(request);
        clock.advance(GENERATION);
        return poll(pollingUrl);
    }

    URI sampleOf(JsonNode ready) {
        return URI.create(ready.at("/result/sample").textValue());
    }
}
