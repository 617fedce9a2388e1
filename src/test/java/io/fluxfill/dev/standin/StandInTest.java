package io.fluxfill.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.dev.http.LoopbackServer;
import io.fluxfill.dev.http.Reply;
import io.fluxfill.dev.http.Request;
import io.fluxfill.testing.Http;
import io.fluxfill.testing.Json;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The protocol of BFL's API, as the stand-in keeps it. */
class StandInTest extends StandInFixture {

    @Test
    void answersASubmitWithAnIdAndAPollingUrlOnTheRegionalHost() throws Exception {
        JsonNode answer = Http.json(submit(request()));

        assertThat(answer.get("polling_url").textValue())
                .isEqualTo(bfl.regionUrl() + "/v1/get_result?id="
                        + answer.get("id").textValue());
    }

    @Test
    void doesNotKnowTheTaskOnTheGlobalHost() throws Exception {
        URI pollingUrl = accepted("a slope");

        HttpResponse<byte[]> response = http.get(bfl.url().resolve("/v1/get_result?" + pollingUrl.getQuery()));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Http.json(response).get("status").textValue()).isEqualTo("Task not found");
    }

    @Test
    void tellsRisingProgressUntilTheGenerationTimeHasPassed() throws Exception {
        URI pollingUrl = accepted("a slope");
        clock.passes(GENERATION.dividedBy(4));
        JsonNode early = poll(pollingUrl);
        clock.passes(GENERATION.dividedBy(2));
        JsonNode late = poll(pollingUrl);

        assertThat(early.get("status").textValue()).isEqualTo("Pending");
        assertThat(early.get("progress").doubleValue()).isEqualTo(0.25);
        assertThat(late.get("progress").doubleValue()).isEqualTo(0.75);
    }

    @Test
    void endsReadyWithResultAndCost() throws Exception {
        Instant start = clock.instant();
        JsonNode ready = finished(request().put("seed", 42));

        assertThat(ready.get("status").textValue()).isEqualTo("Ready");
        assertThat(ready.get("cost").intValue()).isEqualTo(5);
        JsonNode result = ready.get("result");
        assertThat(result.get("prompt").textValue()).isEqualTo("an empty slope");
        assertThat(result.get("seed").intValue()).isEqualTo(42);
        assertThat(result.get("duration").doubleValue()).isEqualTo(4.0);
        assertThat(result.get("start_time").longValue()).isEqualTo(start.getEpochSecond());
        assertThat(result.get("end_time").longValue()).isEqualTo(start.getEpochSecond() + 4);
    }

    @Test
    void keepsASeedOfAnySize() throws Exception {
        BigInteger seed = new BigInteger("123456789012345678901234567890");

        assertThat(finished(request().put("seed", seed)).at("/result/seed").bigIntegerValue())
                .isEqualTo(seed);
    }

    @Test
    void runsFinetunedFillOnItsOwnClusterForSixCredits() throws Exception {
        JsonNode answer = Http.json(submitFinetuned(request().put("finetune_id", "my-finetune")));
        URI pollingUrl = URI.create(answer.get("polling_url").textValue());
        clock.passes(GENERATION);

        assertThat(pollingUrl.getAuthority()).isEqualTo(bfl.finetuneUrl().getAuthority());
        assertThat(poll(pollingUrl).get("cost").intValue()).isEqualTo(6);
    }

    @Test
    void offersFinetunedFillOnNoOtherHost() throws Exception {
        HttpResponse<byte[]> response = submitTo(
                bfl.url().resolve("/v1/flux-pro-1.0-fill-finetuned"), request().put("finetune_id", "my-finetune"));

        assertThat(response.statusCode()).isEqualTo(404);
    }

    @Test
    void refusesASubmitWithoutKey() throws Exception {
        HttpResponse<byte[]> response = http.send(
                "POST", bfl.url().resolve("/v1/flux-pro-1.0-fill"), request().toString());

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body())
                .asString()
                .isEqualTo(Json.text("{'detail':'Not authenticated - Invalid Authentication'}"));
    }

    @Test
    void refusesAKeyOfTheWrongForm() throws Exception {
        HttpResponse<byte[]> response = http.send(
                "POST", bfl.url().resolve("/v1/flux-pro-1.0-fill"), request().toString(), "x-key", "sk-123");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).asString().isEqualTo(Json.text("{'detail':'Invalid API key format'}"));
    }

    @Test
    void refusesAKeyItDoesNotKnow() throws Exception {
        try (StandIn strict = StandIn.start(options().acceptedKeys("bfl_other").build())) {
            HttpResponse<byte[]> response = submitTo(strict.url().resolve("/v1/flux-pro-1.0-fill"), request());

            assertThat(response.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void letsInOtherKeysWhenItIsToldTo() throws Exception {
        bfl.acceptOnly("bfl_other");
        assertThat(submit(request()).statusCode()).isEqualTo(403);

        bfl.acceptOnly("bfl_other", StandInOptions.SAMPLE_KEY);
        assertThat(submit(request()).statusCode()).isEqualTo(200);
    }

    @Test
    void answersAWrongPathWith404() throws Exception {
        HttpResponse<byte[]> response = http.get(bfl.url().resolve("/v1/flux-pro"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).asString().isEqualTo(Json.text("{'detail':'Not Found'}"));
    }

    @Test
    void answersAWrongMethodWith405AndWhatIsAllowed() throws Exception {
        HttpResponse<byte[]> response = http.get(bfl.url().resolve("/v1/flux-pro-1.0-fill"));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void asksForTheIdOfATask() throws Exception {
        HttpResponse<byte[]> response = http.get(bfl.regionUrl().resolve("/v1/get_result"));

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(Http.json(response).at("/detail/0/loc").toString()).isEqualTo(Json.text("['query','id']"));
    }

    @Test
    void refusesMoreActiveTasksThanAllowedUntilOneEnds() throws Exception {
        try (StandIn small = StandIn.start(options().maxActiveTasks(1).build())) {
            URI uri = small.url().resolve("/v1/flux-pro-1.0-fill");
            submitTo(uri, request());
            HttpResponse<byte[]> refused = submitTo(uri, request());
            clock.passes(GENERATION);
            HttpResponse<byte[]> accepted = submitTo(uri, request());

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(accepted.statusCode()).isEqualTo(200);
            assertThat(small.accepted()).isEqualTo(2);
        }
    }

    @Test
    void refusesAnAccountWithoutCredits() throws Exception {
        try (StandIn poor = StandIn.start(options().credits(9).build())) {
            URI uri = poor.url().resolve("/v1/flux-pro-1.0-fill");
            submitTo(uri, request());
            HttpResponse<byte[]> refused = submitTo(uri, request());

            assertThat(refused.statusCode()).isEqualTo(402);
            assertThat(poor.charged()).isEqualTo(5);
        }
    }

    @Test
    void servesThePictureByItsSignedUrlAlone() throws Exception {
        HttpResponse<byte[]> picture = http.get(sampleOf(finished(request())));

        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(PictureCodec.decode(picture.body()).width()).isEqualTo(SIDE);
    }

    @Test
    void servesNoPictureAfterTenMinutes() throws Exception {
        URI sample = sampleOf(finished(request()));
        clock.passes(Duration.ofMinutes(10));

        assertThat(http.get(sample).statusCode()).isEqualTo(403);
    }

    @Test
    void servesNoPictureByAnotherSignature() throws Exception {
        URI sample = sampleOf(finished(request()));

        assertThat(http.get(URI.create(sample + "x")).statusCode()).isEqualTo(403);
        assertThat(http.get(sample.resolve(sample.getPath())).statusCode()).isEqualTo(403);
    }

    @Test
    void servesNoPictureForATimeThatWasNotSigned() throws Exception {
        String sample = sampleOf(finished(request())).toString();

        assertThat(http.get(URI.create(sample.replace("se=2026", "se=2036"))).statusCode())
                .isEqualTo(403);
    }

    @Test
    void postsTheFinishedTaskToTheWebhookWithItsSecret() throws Exception {
        BlockingQueue<Request> calls = new LinkedBlockingQueue<>();
        try (LoopbackServer listener = LoopbackServer.open("listener", 0, 1 << 20, call -> {
            calls.add(call);
            return Reply.text(200, "");
        })) {
            String url = listener.uri() + "/done";
            JsonNode answer = Http.json(submit(request().put("webhook_url", url).put("webhook_secret", "s3cret")));
            clock.passes(GENERATION);
            Request call = calls.poll(5, TimeUnit.SECONDS);

            assertThat(answer.has("polling_url")).isFalse();
            assertThat(answer.get("webhook_url").textValue()).isEqualTo(url);
            assertThat(call.header("X-Webhook-Secret")).contains("s3cret");
            assertThat(call.body())
                    .asString()
                    .contains(Json.text("'id':'" + answer.get("id").textValue() + "'"), Json.text("'status':'Ready'"));
        }
    }
}
