package io.fluxfill.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.testing.Http;
import io.fluxfill.testing.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes in the place of a submit's or a poll's answer, and how often. */
class HttpTroubleTest extends StandInFixture {

    private static final Duration SOON = Duration.ofMillis(200);

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "400 validation | 400 | application/json",
                "400 finetune | 400 | application/json",
                "402 | 402 | application/json",
                "403 | 403 | application/json",
                "403 page | 403 | text/html; charset=utf-8",
                "422 key | 422 | application/json",
                "429 | 429 | application/json",
                "429 body 5 | 429 | application/json",
                "429 header 5 | 429 | application/json",
                "429 date 5 | 429 | application/json",
                "500 | 500 | text/plain; charset=utf-8",
                "500 page | 500 | text/html; charset=utf-8",
                "502 | 502 | text/html; charset=utf-8",
                "503 | 503 | application/json",
                "503 page | 503 | text/html; charset=utf-8",
                "503 text | 503 | text/plain; charset=utf-8",
                "503 header 5 | 503 | text/html; charset=utf-8",
                "504 | 504 | text/html; charset=utf-8",
            })
    void trouble_comes_for_every_submit_and_every_poll_that_asks_for_it(String words, int status, String type)
            throws Exception {
        List<HttpResponse<byte[]>> responses = new ArrayList<>();
        responses.add(submit(request().put("prompt", "a [" + words + "]")));
        responses.add(submit(request().put("prompt", "a [" + words.toUpperCase(Locale.ROOT) + "]")));
        int accepted = bfl.accepted();
        URI pollingUrl = accepted("a [poll " + words + "]");
        clock.advance(GENERATION);
        responses.add(http.get(pollingUrl));
        responses.add(http.get(pollingUrl));

        assertThat(accepted).isZero();
        assertThat(responses).allSatisfy(response -> {
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.headers().firstValue("Content-Type")).contains(type);
        });
    }

    @Test
    void trouble_may_have_no_body_and_tell_no_time() throws Exception {
        HttpResponse<byte[]> response = trouble("[429 bare]");

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "400 finetune | Finetune not found or not ready",
                "402 | Insufficient credits",
                "403 | Not authenticated - Invalid Authentication",
                "422 key | Invalid API key format",
            })
    void the_stand_in_speaks_bfls_words_in_a_detail(String words, String detail) throws Exception {
        assertThat(Http.json(trouble("[" + words + "]")).get("detail").textValue())
                .isEqualTo(detail);
    }

    @Test
    void the_stand_in_tells_faults_as_error_message_and_details() throws Exception {
        assertThat(trouble("[400 validation]").body()).asString().isEqualTo("""
            {"error":"validation_error","message":"Invalid request parameters",\
            "details":{"steps":"too many"}}\
            """);
    }

    @Test
    void the_stand_in_tells_the_time_to_wait_in_the_body_alone() throws Exception {
        HttpResponse<byte[]> response = trouble("[429 body 7]");

        assertThat(response.body())
                .asString()
                .isEqualTo(Json.text("{'error':'rate_limit_exceeded','message':'Too many requests','retry_after':7}"));
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void the_stand_in_tells_the_time_to_wait_in_the_headers_too() throws Exception {
        HttpResponse<byte[]> response = trouble("[429 header 7]");

        assertThat(Http.json(response).get("retry_after").intValue()).isEqualTo(7);
        assertThat(response.headers().firstValue("Retry-After")).contains("7");
        assertThat(response.headers().firstValue("X-RateLimit-Limit")).contains("24");
        assertThat(response.headers().firstValue("X-RateLimit-Remaining")).contains("0");
        assertThat(response.headers().firstValueAsLong("X-RateLimit-Reset"))
                .hasValue(clock.instant().getEpochSecond() + 7);
    }

    @Test
    void the_stand_in_tells_the_time_to_wait_as_a_date() throws Exception {
        HttpResponse<byte[]> response = trouble("[429 date 7]");

        assertThat(response.headers().firstValue("Retry-After")).contains("Fri, 20 Nov 2026 12:00:07 GMT");
        assertThat(Http.json(response).has("retry_after")).isFalse();
    }

    @Test
    void the_stand_in_writes_the_day_of_a_date_in_two_digits() throws Exception {
        clock.advance(Duration.ofDays(12));

        assertThat(trouble("[429 date 7]").headers().firstValue("Retry-After"))
                .contains("Wed, 02 Dec 2026 12:00:07 GMT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[503]", "[503 page]", "[503 text]"})
    void the_stand_in_tells_no_time_to_wait_with_503(String words) throws Exception {
        assertThat(trouble(words).headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void the_stand_in_tells_the_time_to_wait_with_503() throws Exception {
        assertThat(trouble("[503 header 7]").headers().firstValue("Retry-After"))
                .contains("7");
    }

    @Test
    void the_stand_in_says_what_envoy_says() throws Exception {
        assertThat(trouble("[503 text]").body())
                .asString()
                .isEqualTo("upstream connect error or disconnect/reset before headers");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"[429 twice], 429", "[503 twice], 503", "[429 body 9 twice], 429"})
    void the_stand_in_refuses_two_submits_and_accepts_the_third(String words, int status) throws Exception {
        assertThat(statuses(words, 4)).containsExactly(status, status, 200, status);
    }

    @Test
    void the_stand_in_refuses_one_submit_and_accepts_the_second() throws Exception {
        assertThat(statuses("[503 text once]", 3)).containsExactly(503, 200, 503);
    }

    @Test
    void the_stand_in_refuses_as_many_submits_as_asked_for() throws Exception {
        assertThat(statuses("[429 3 times]", 5)).containsExactly(429, 429, 429, 200, 429);
    }

    @Test
    void the_stand_in_troubles_the_first_polls_of_each_task_only() throws Exception {
        for (int task = 0; task < 2; task++) {
            URI pollingUrl = accepted("[poll 503 twice]");
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                statuses.add(http.get(pollingUrl).statusCode());
            }
            assertThat(statuses).containsExactly(503, 503, 200, 200);
        }
    }

    @Test
    void the_stand_in_closes_the_connection_of_a_submit_that_it_does_not_accept() {
        assertThatThrownBy(() -> trouble("[hang up]")).isInstanceOf(IOException.class);
        assertThat(bfl.accepted()).isZero();
    }

    @Test
    void the_stand_in_is_silent_on_a_submit_that_it_does_not_accept() {
        assertThatThrownBy(() -> submitWithin(SOON, "[silence]")).isInstanceOf(HttpTimeoutException.class);
        assertThat(bfl.accepted()).isZero();
    }

    @Test
    void the_stand_in_goes_on_answering_others_while_it_is_silent_to_many() throws Exception {
        List<CompletableFuture<?>> silent = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            silent.add(submitLater("[silence]"));
        }
        while (bfl.submits(Host.GLOBAL) < silent.size()) {
            Thread.onSpinWait();
        }

        assertThat(submit(request()).statusCode()).isEqualTo(200);
        assertThat(silent).noneMatch(CompletableFuture::isDone);
    }

    @ParameterizedTest
    @EnumSource(HttpTrouble.class)
    void every_trouble_has_words_of_its_own(HttpTrouble trouble) {
        String words = trouble.words().toString().replace(" N]", " 3]");
        Prompt prompt = new Prompt("a prompt with " + words);

        assertThat(prompt.askedOf(HttpTrouble.values())).containsExactly(trouble);
        assertThat(Demand.in(prompt, Demand.Scope.SUBMIT))
                .get()
                .extracting(Demand::trouble)
                .isEqualTo(trouble);
        assertThat(Demand.in(prompt, Demand.Scope.POLL)).isEmpty();
    }

    private HttpResponse<byte[]> trouble(String words) throws Exception {
        return submit(submission(words));
    }

    private static JsonNode submission(String prompt) {
        return request().put("prompt", prompt);
    }

    private List<Integer> statuses(String words, int times) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            statuses.add(trouble(words).statusCode());
        }
        return statuses;
    }
}
