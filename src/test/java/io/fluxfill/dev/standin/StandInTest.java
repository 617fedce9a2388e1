package io.fluxfill.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.testing.Http;
import io.fluxfill.testing.Json;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The protocol of BFL's API, as the stand-in keeps it. */
class StandInTest extends StandInFixture {

    @Test
    void the_stand_in_answers_a_submit_with_an_id_and_a_polling_url_on_the_regional_host() throws Exception {
        JsonNode answer = Http.json(submit(request()));

        assertThat(answer.get("polling_url").textValue())
                .isEqualTo(bfl.regionUrl() + "/v1/get_result?id="
                        + answer.get("id").textValue());
    }

    @Test
    void the_stand_in_does_not_know_the_task_on_the_global_host() throws Exception {
        URI pollingUrl = accepted("a slope");

        HttpResponse<byte[]> response = http.get(bfl.url().resolve("/v1/get_result?" + pollingUrl.getQuery()));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Http.json(response).get("status").textValue()).isEqualTo("Task not found");
    }

    @Test
    void the_stand_in_tells_rising_progress_until_the_generation_time_has_passed() throws Exception {
        URI pollingUrl = accepted("a slope");
        clock.advance(GENERATION.dividedBy(4));
        JsonNode early = poll(pollingUrl);
        clock.advance(GENERATION.dividedBy(2));
        JsonNode late = poll(pollingUrl);

        assertThat(early.get("status").textValue()).isEqualTo("Pending");
        assertThat(early.get("progress").doubleValue()).isEqualTo(0.25);
        assertThat(late.get("progress").doubleValue()).isEqualTo(0.75);
    }

    @Test
    void the_stand_in_ends_ready_with_result_and_cost() throws Exception {
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
    void the_stand_in_keeps_a_seed_of_any_size() throws Exception {
        BigInteger seed = new BigInteger("123456789012345678901234567890");

        assertThat(finished(request().put("seed", seed)).at("/result/seed").bigIntegerValue())
                .isEqualTo(seed);
    }

    @Test
    void the_stand_in_runs_finetuned_fill_on_its_own_cluster_for_six_credits() throws Exception {
        JsonNode answer = Http.json(submitFinetuned(request().put("finetune_id", "my-finetune")));
        URI pollingUrl = URI.create(answer.get("polling_url").textValue());
        clock.advance(GENERATION);

        assertThat(pollingUrl.getAuthority()).isEqualTo(bfl.finetuneUrl().getAuthority());
        assertThat(poll(pollingUrl).get("cost").intValue()).isEqualTo(6);
    }

    @Test
    void the_stand_in_offers_finetuned_fill_on_no_other_host() throws Exception {
        HttpResponse<byte[]> response = submitTo(
                bfl.url().resolve("/v1/flux-pro-1.0-fill-finetuned"), request().put("finetune_id", "my-finetune"));

        assertThat(response.statusCode()).isEqualTo(404);
    }

    @Test
    void the_stand_in_refuses_a_submit_without_key() throws Exception {
        HttpResponse<byte[]> response = http.send(
                "POST", bfl.url().resolve("/v1/flux-pro-1.0-fill"), request().toString());

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body())
                .asString()
                .isEqualTo(Json.text("{'detail':'Not authenticated - Invalid Authentication'}"));
    }

    @Test
    void the_stand_in_refuses_a_key_of_the_wrong_form() throws Exception {
        HttpResponse<byte[]> response = http.send(
                "POST", bfl.url().resolve("/v1/flux-pro-1.0-fill"), request().toString(), "x-key", "sk-123");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).asString().isEqualTo(Json.text("{'detail':'Invalid API key format'}"));
    }

    @Test
    void the_stand_in_refuses_a_key_it_does_not_know() throws Exception {
        try (StandIn strict = StandIn.start(options().acceptedKeys("bfl_other").build())) {
            HttpResponse<byte[]> response = submitTo(strict.url().resolve("/v1/flux-pro-1.0-fill"), request());

            assertThat(response.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void the_stand_in_lets_in_other_keys_when_it_is_told_to() throws Exception {
        bfl.acceptOnly("bfl_other");
        assertThat(submit(request()).statusCode()).isEqualTo(403);

        bfl.acceptOnly("bfl_other", StandInOptions.SAMPLE_KEY);
        assertThat(submit(request()).statusCode()).isEqualTo(200);
    }

    @Test
    void the_stand_in_answers_a_wrong_path_with_404() throws Exception {
        HttpResponse<byte[]> response = http.get(bfl.url().resolve("/v1/flux-pro"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).asString().isEqualTo(Json.text("{'detail':'Not Found'}"));
    }

    @Test
    void the_stand_in_answers_a_wrong_method_with_405_and_what_is_allowed() throws Exception {
        HttpResponse<byte[]> response = http.get(bfl.url().resolve("/v1/flux-pro-1.0-fill"));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void the_stand_in_asks_for_the_id_of_a_task() throws Exception {
        HttpResponse<byte[]> response = http.get(bfl.regionUrl().resolve("/v1/get_result"));

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(Http.json(response).at("/detail/0/loc").toString()).isEqualTo(Json.text("['query','id']"));
    }

    @Test
    void the_stand_in_refuses_more_active_tasks_than_allowed_until_one_ends() throws Exception {
        try (StandIn small = StandIn.start(options().maxActiveTasks(1).build())) {
            URI uri = small.url().resolve("/v1/flux-pro-1.0-fill");
            submitTo(uri, request());
            HttpResponse<byte[]> refused = submitTo(uri, request());
            clock.advance(GENERATION);
            HttpResponse<byte[]> accepted = submitTo(uri, request());

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(accepted.statusCode()).isEqualTo(200);
            assertThat(small.accepted()).isEqualTo(2);
        }
    }

    @Test
    void the_stand_in_refuses_an_account_without_credits() throws Exception {
        try (StandIn poor = StandIn.start(options().credits(9).build())) {
            URI uri = poor.url().resolve("/v1/flux-pro-1.0-fill");
            submitTo(uri, request());
            HttpResponse<byte[]> refused = submitTo(uri, request());

            assertThat(refused.statusCode()).isEqualTo(402);
            assertThat(poor.charged()).isEqualTo(5);
        }
    }

    @Test
    void the_stand_in_serves_the_picture_by_its_signed_url_alone() throws Exception {
        HttpResponse<byte[]> picture = http.get(sampleOf(finished(request())));

        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(PictureCodec.decode(picture.body()).width()).isEqualTo(SIDE);
    }

    @Test
    void the_stand_in_serves_no_picture_after_ten_minutes() throws Exception {
        URI sample = sampleOf(finished(request()));
        clock.advance(Duration.ofMinutes(10));

        assertThat(http.get(sample).statusCode()).isEqualTo(403);
    }

    @Test
    void the_stand_in_serves_no_picture_by_another_signature() throws Exception {
        URI sample = sampleOf(finished(request()));

        assertThat(http.get(URI.create(sample + "x")).statusCode()).isEqualTo(403);
        assertThat(http.get(sample.resolve(sample.getPath())).statusCode()).isEqualTo(403);
    }

    @Test
    void the_stand_in_serves_no_picture_for_a_time_that_was_not_signed() throws Exception {
        String sample = sampleOf(finished(request())).toString();

        assertThat(http.get(URI.create(sample.replace("se=2026", "se=2036"))).statusCode())
                .isEqualTo(403);
    }
}
