package io.fluxfill.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.dev.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way to misbehave that a prompt can ask for. */
class MisbehaviourTest extends StandInFixture {

    @ParameterizedTest
    @CsvSource({"[402], 402", "[403], 403", "[429], 429", "[500], 500", "[503], 503"})
    void refusesEverySubmitAndAcceptsNothing(String words, int status) throws Exception {
        assertThat(statuses(words, 4)).containsOnly(status);
        assertThat(bfl.accepted()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"[429 twice], 429", "[503 twice], 503"})
    void refusesTwoSubmitsAndAcceptsTheThird(String words, int status) throws Exception {
        assertThat(statuses(words, 4)).containsExactly(status, status, 200, status);
    }

    @ParameterizedTest
    @CsvSource({"[moderated request], Request Moderated", "[moderated content], Content Moderated"})
    void moderatesWithReasonsAndWithoutCharge(String words, String status) throws Exception {
        JsonNode end = finished(request().put("prompt", "a slope " + words));

        assertThat(end.get("status").textValue()).isEqualTo(status);
        assertThat(end.at("/details/Moderation Reasons/0").isTextual()).isTrue();
        assertThat(end.get("result").isNull()).isTrue();
        assertThat(bfl.charged()).isZero();
    }

    @Test
    void moderatesARequestAtOnce() throws Exception {
        assertThat(poll(accepted("[moderated request]")).get("status").textValue())
                .isEqualTo("Request Moderated");
    }

    @Test
    void endsWithAnErrorInDetails() throws Exception {
        JsonNode end = finished(request().put("prompt", "[error]"));

        assertThat(end.get("status").textValue()).isEqualTo("Error");
        assertThat(end.at("/details/error").isTextual()).isTrue();
    }

    @Test
    void endsFailedWithAnErrorInTheResult() throws Exception {
        JsonNode end = finished(request().put("prompt", "[failed]"));

        assertThat(end.get("status").textValue()).isEqualTo("Failed");
        assertThat(end.at("/result/error").isTextual()).isTrue();
    }

    @Test
    void acceptsATaskWithoutAnswering() {
        assertThatThrownBy(() -> submit(request().put("prompt", "[lost answer]")))
                .isInstanceOf(IOException.class);
        assertThat(bfl.accepted()).isEqualTo(1);
    }

    @Test
    void acceptsATaskWithAGarbledAnswer() throws Exception {
        HttpResponse<byte[]> response = submit(request().put("prompt", "[garbled answer]"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> Http.json(response)).isInstanceOf(JsonProcessingException.class);
        assertThat(bfl.accepted()).isEqualTo(1);
    }

    @Test
    void doesNotFindATaskForItsFirstTwoPolls() throws Exception {
        URI pollingUrl = accepted("[not found first]");

        assertThat(http.get(pollingUrl).statusCode()).isEqualTo(404);
        assertThat(poll(pollingUrl).get("status").textValue()).isEqualTo("Task not found");
        assertThat(poll(pollingUrl).get("status").textValue()).isEqualTo("Pending");
    }

    @Test
    void isNotAvailableForTheFirstTwoPolls() throws Exception {
        URI pollingUrl = accepted("[poll 503 twice]");

        assertThat(http.get(pollingUrl).statusCode()).isEqualTo(503);
        assertThat(http.get(pollingUrl).statusCode()).isEqualTo(503);
        assertThat(http.get(pollingUrl).statusCode()).isEqualTo(200);
    }

    @Test
    void takesTenTimesAsLong() throws Exception {
        URI pollingUrl = accepted("[slow]");
        clock.passes(GENERATION.multipliedBy(9));
        JsonNode before = poll(pollingUrl);
        clock.passes(GENERATION);

        assertThat(before.get("status").textValue()).isEqualTo("Pending");
        assertThat(poll(pollingUrl).get("status").textValue()).isEqualTo("Ready");
    }

    @Test
    void neverEnds() throws Exception {
        URI pollingUrl = accepted("[stuck]");
        clock.passes(GENERATION.multipliedBy(1000));

        assertThat(poll(pollingUrl).get("status").textValue()).isEqualTo("Pending");
    }

    @Test
    void reasonsAndGeneratesBeforeItIsReady() throws Exception {
        URI pollingUrl = accepted("[generating]");
        String first = poll(pollingUrl).get("status").textValue();
        clock.passes(GENERATION.dividedBy(2));
        String second = poll(pollingUrl).get("status").textValue();
        clock.passes(GENERATION.dividedBy(2));

        assertThat(List.of(first, second, poll(pollingUrl).get("status").textValue()))
                .containsExactly("Reasoning", "Generating", "Ready");
    }

    @Test
    void losesThePictureOfAReadyTask() throws Exception {
        JsonNode ready = finished(request().put("prompt", "[picture gone]"));

        assertThat(http.get(sampleOf(ready)).statusCode()).isEqualTo(404);
    }

    @Test
    void hasWordsThatDoNotContainEachOther() {
        for (Misbehaviour each : Misbehaviour.values()) {
            assertThat(Misbehaviour.in("A prompt with " + each.words())).containsExactly(each);
        }
    }

    private List<Integer> statuses(String words, int times) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            statuses.add(submit(request().put("prompt", words)).statusCode());
        }
        return statuses;
    }
}
