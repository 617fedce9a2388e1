package io.fluxfill.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.dev.http.LoopbackServer;
import io.fluxfill.dev.http.Reply;
import io.fluxfill.dev.http.Request;
import io.fluxfill.testing.Http;
import io.fluxfill.testing.Json;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manners of calling a webhook. */
class WebhookMannerTest extends StandInFixture {

    private final BlockingQueue<Request> calls = new LinkedBlockingQueue<>();
    private LoopbackServer listener;

    @BeforeEach
    void listen() throws IOException {
        listener = LoopbackServer.open("listener", 0, 1 << 20, call -> {
            calls.add(call);
            return Reply.text(200, "");
        });
    }

    @AfterEach
    void stopListening() {
        listener.close();
    }

    @Test
    void the_stand_in_answers_a_submit_with_a_webhook_by_its_url_and_without_a_polling_url() throws Exception {
        JsonNode answer = Http.json(submit(request().put("webhook_url", listener.uri() + "/done")));

        assertThat(answer.has("polling_url")).isFalse();
        assertThat(answer.get("webhook_url").textValue()).isEqualTo(listener.uri() + "/done");
    }

    @Test
    void the_stand_in_proves_itself_to_a_webhook_by_the_secret_itself() throws Exception {
        submitForWebhook("a slope");
        Request call = nextCall();

        assertThat(call.header("X-Webhook-Secret")).contains("s3cret");
        assertThat(call.header("X-BFL-Signature")).isEmpty();
    }

    @Test
    void the_stand_in_proves_itself_to_a_webhook_by_a_signature_of_the_body() throws Exception {
        submitForWebhook("[webhook signed]");
        Request call = nextCall();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("s3cret".getBytes(), "HmacSHA256"));

        assertThat(call.header("X-BFL-Signature"))
                .contains("sha256=" + HexFormat.of().formatHex(mac.doFinal(call.body())));
        assertThat(call.header("X-Webhook-Secret")).isEmpty();
    }

    @Test
    void the_stand_in_sends_a_webhook_the_tasks_last_body() throws Exception {
        String id = submitForWebhook("a slope");
        JsonNode body = Json.read(nextCall().body());

        assertThat(body.get("id").textValue()).isEqualTo(id);
        assertThat(body.get("status").textValue()).isEqualTo("Ready");
        assertThat(body.at("/result/sample").isTextual()).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a slope | SUCCESS | null",
                "[error] | FAILED | The model ran out of paint",
                "[moderated content] | FAILED | Content Moderated",
            })
    void the_stand_in_sends_a_webhook_the_older_form_on_demand(String words, String status, String error)
            throws Exception {
        String id = submitForWebhook("[webhook old form] " + words);
        JsonNode body = Json.read(nextCall().body());

        assertThat(body.fieldNames()).toIterable().containsExactly("task_id", "status", "result", "error");
        assertThat(body.get("task_id").textValue()).isEqualTo(id);
        assertThat(body.get("status").textValue()).isEqualTo(status);
        assertThat(body.get("error").asText()).isEqualTo(error);
        assertThat(body.at("/result/sample").isTextual()).isEqualTo(status.equals("SUCCESS"));
    }

    @Test
    void the_stand_in_calls_a_webhook_twice_with_the_same_body() throws Exception {
        submitForWebhook("[webhook twice]");

        assertThat(nextCall().body()).isEqualTo(nextCall().body());
    }

    @Test
    void the_stand_in_does_not_call_a_webhook_where_the_call_is_to_be_lost() throws Exception {
        submitForWebhook("[webhook lost]");
        String later = submitForWebhook("a slope");

        assertThat(Json.read(nextCall().body()).get("id").textValue()).isEqualTo(later);
    }

    /** Submits, lets the time of the task pass, and gives its id. */
    private String submitForWebhook(String prompt) throws Exception {
        JsonNode answer = Http.json(submit(request()
                .put("prompt", prompt)
                .put("webhook_url", listener.uri() + "/done")
                .put("webhook_secret", "s3cret")));
        clock.advance(GENERATION);
        return answer.get("id").textValue();
    }

    private Request nextCall() throws InterruptedException {
        Request call = calls.poll(5, TimeUnit.SECONDS);
        assertThat(call).as("a call of the webhook").isNotNull();
        return call;
    }
}
