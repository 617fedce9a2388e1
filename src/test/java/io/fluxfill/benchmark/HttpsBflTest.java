package io.fluxfill.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.testing.Http;
import io.fluxfill.testing.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the benchmark's BFL says, and to whom. */
class HttpsBflTest {
    private static HttpsBfl bfl;
    private static Http http;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        bfl = HttpsBfl.start(folder);
        http = new Http(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(bfl.certificate().client())
                .build());
    }

    @AfterAll
    static void stop() throws Exception {
        bfl.close();
    }

    @Test
    void a_submit_is_answered_with_an_id_and_a_polling_url() throws Exception {
        JsonNode accepted = Http.json(submit());

        assertThat(accepted.get("id").textValue()).isNotEmpty();
        assertThat(accepted.get("polling_url").textValue())
                .isEqualTo(bfl.uri() + "/v1/get_result?id=" + accepted.get("id").textValue());
    }

    @Test
    void a_task_is_pending_until_its_time_is_over() throws Exception {
        bfl.taskTime(Duration.ofHours(1));

        assertThat(poll(Http.json(submit())).get("status").textValue()).isEqualTo("Pending");
    }

    @Test
    void a_task_that_is_over_is_ready_and_tells_when_it_was_told() throws Exception {
        bfl.taskTime(Duration.ZERO);
        long before = System.nanoTime();

        JsonNode task = poll(Http.json(submit()));

        assertThat(task.get("status").textValue()).isEqualTo("Ready");
        assertThat(task.at("/result/sample").textValue()).startsWith(bfl.uri().toString());
        assertThat(bfl.lastReady().sinceNanos())
                .isBetween(before, bfl.lastReady().toldNanos());
    }

    @Test
    void finished_tasks_are_ready_or_moderated() throws Exception {
        assertThat(status(bfl.finishedTask(false))).isEqualTo("Ready");
        assertThat(status(bfl.finishedTask(true))).isEqualTo("Request Moderated");
    }

    @Test
    void an_unknown_task_is_not_found() throws Exception {
        assertThat(send("GET", URI.create(bfl.pollingUrl("nobody")), null).statusCode())
                .isEqualTo(404);
        assertThat(status("nobody")).isEqualTo("Task not found");
    }

    @Test
    void a_wrong_key_is_refused() throws Exception {
        URI fill = bfl.uri().resolve("/v1/flux-pro-1.0-fill");

        assertThat(http.send("POST", fill, "{}", "x-key", "another").statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_large_body_is_read_to_its_end_and_counts_as_one_submit() throws Exception {
        long before = bfl.submits();

        HttpResponse<byte[]> answer = submit("x".repeat(Payloads.MOST_BYTES));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(bfl.submits()).isEqualTo(before + 1);
    }

    @Test
    void what_it_has_held_grows_with_each_request() throws Exception {
        Duration before = bfl.held();

        submit();

        assertThat(bfl.held()).isGreaterThan(before);
    }

    @Test
    void a_head_is_answered_without_a_key_and_without_a_body() throws Exception {
        assertThat(http.send("HEAD", bfl.uri(), null).statusCode()).isEqualTo(404);
        assertThat(submit().statusCode()).isEqualTo(200);
    }

    @Test
    void who_does_not_trust_its_certificate_gets_no_answer() {
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(bfl.uri()).build(), HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(SSLHandshakeException.class);
    }

    private static HttpResponse<byte[]> submit() throws Exception {
        return submit(Json.text("{'image':1}"));
    }

    private static HttpResponse<byte[]> submit(String body) throws Exception {
        return send("POST", bfl.uri().resolve("/v1/flux-pro-1.0-fill"), body);
    }

    private static JsonNode poll(JsonNode accepted) throws Exception {
        return Http.json(send("GET", URI.create(accepted.get("polling_url").textValue()), null));
    }

    private static String status(String id) throws Exception {
        return Http.json(send("GET", URI.create(bfl.pollingUrl(id)), null))
                .get("status")
                .textValue();
    }

    private static HttpResponse<byte[]> send(String method, URI uri, String body) throws Exception {
        return http.send(method, uri, body, "x-key", HttpsBfl.KEY);
    }
}
