package io.fluxfill.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.testing.Http;
import io.fluxfill.testing.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that hide or blur that a submit was accepted. Each test accepts one task. */
class SubmitAnswerTest extends StandInFixture {

    private static final String ID_AND_URL = Json.text("\\{'id':'([^']+)','polling_url':'http://[^']+\\?id=\\1'");

    @AfterEach
    void theTaskWasAcceptedAndCharged() {
        assertThat(bfl.accepted()).isEqualTo(1);
        assertThat(bfl.charged()).isEqualTo(5);
    }

    @Test
    void the_answer_to_a_submit_may_be_missing() {
        assertThatThrownBy(() -> answer("[lost answer]")).isInstanceOf(IOException.class);
    }

    @Test
    void the_answer_to_a_submit_may_never_come() {
        assertThatThrownBy(() -> submitWithin(Duration.ofMillis(300), "[silent answer]"))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void the_answer_to_a_submit_may_break_off_before_the_id() throws Exception {
        HttpResponse<byte[]> response = answer("[garbled answer]");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> Http.json(response)).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[truncated answer] | ''",
                "[cost 1e99999999999] | 1e99999999999}",
                "[cost of 2000 digits] | 7{2000}}",
                "[cost NaN] | NaN}",
            })
    void the_answer_to_a_submit_may_be_unreadable_after_id_and_polling_url(String words, String cost) throws Exception {
        assertThat(answer(words).body()).asString().matches(ID_AND_URL + Json.text(",'cost':") + cost);
    }

    @Test
    void the_answer_to_a_submit_may_tell_cost_and_sizes() throws Exception {
        JsonNode answer = Http.json(answer("[cost at submit]"));

        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactly("id", "polling_url", "cost", "input_mp", "output_mp");
    }

    @Test
    void the_answer_to_a_submit_may_have_keys_that_nobody_knows() throws Exception {
        assertThat(Http.json(answer("[more keys]")).fieldNames())
                .toIterable()
                .containsExactly("id", "polling_url", "queue", "note");
    }

    @Test
    void the_answer_to_a_submit_may_have_a_number_for_an_id() throws Exception {
        JsonNode answer = Http.json(answer("[numeric id]"));
        String id = answer.get("id").bigIntegerValue().toString();
        URI pollingUrl = URI.create(answer.get("polling_url").textValue());

        assertThat(pollingUrl.getQuery()).isEqualTo("id=" + id);
        assertThat(poll(pollingUrl).get("status").textValue()).isEqualTo("Pending");
    }

    @Test
    void the_answer_to_a_submit_may_have_no_id() throws Exception {
        JsonNode answer = Http.json(answer("[no id]"));

        assertThat(answer.fieldNames()).toIterable().containsExactly("polling_url");
        assertThat(poll(URI.create(answer.get("polling_url").textValue()))
                        .get("status")
                        .textValue())
                .isEqualTo("Pending");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void the_answer_to_a_submit_may_name_a_task_beside_a_failure(int status) throws Exception {
        HttpResponse<byte[]> response = answer("[answer " + status + "]");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).asString().matches(ID_AND_URL + "}");
    }

    @Test
    void the_answer_to_a_submit_may_misbehave_in_several_ways_at_once() throws Exception {
        HttpResponse<byte[]> response = answer("[answer 503] and a [numeric id]");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(Http.json(response).get("id").isIntegralNumber()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[late answer 0.1 s]", "[dripped answer 0.1 s]"})
    void the_answer_to_a_submit_may_take_its_time(String words) throws Exception {
        long start = System.nanoTime();
        HttpResponse<byte[]> response = answer(words);

        assertThat(System.nanoTime() - start).isGreaterThan(90_000_000);
        assertThat(response.body()).asString().matches(ID_AND_URL + "}");
    }

    private HttpResponse<byte[]> answer(String words) throws Exception {
        return submit(request().put("prompt", "an answer, but " + words));
    }
}
