package io.fluxfill.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.testing.Http;
import io.fluxfill.testing.LocalCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsFrontTest {
    private final List<GatewayRequest> requests = new ArrayList<>();
    private Http http;
    private HttpsFront front;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        LocalCertificate certificate = LocalCertificate.in(folder);
        http = new Http(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(certificate.client())
                .build());
        front = HttpsFront.start(certificate.server(), request -> {
            requests.add(request);
            return GatewayAnswer.text(201, Map.of("X-Told", "yes"), "é");
        });
    }

    @AfterEach
    void stop() throws IOException {
        front.close();
    }

    @Test
    void headers_arrive_as_the_client_spelt_them() throws Exception {
        send("GET", "/v1/get_result?id=a%20b", "");

        GatewayRequest request = requests.get(0);
        assertThat(request.headers()).contains(new GatewayRequest.Header("X-kEy", "value"));
        assertThat(request.path()).isEqualTo("/v1/get_result");
        assertThat(request.query()).containsEntry("id", List.of("a b"));
        assertThat(request.header("host")).contains(front.authority());
    }

    @Test
    void a_body_arrives_whole() throws Exception {
        String body = "é".repeat(500_000);

        send("POST", "/", body);

        assertThat(new String(requests.get(0).body(), StandardCharsets.UTF_8)).isEqualTo(body);
    }

    @Test
    void an_answer_goes_back_as_it_is() throws Exception {
        HttpResponse<byte[]> answer = send("GET", "/", "");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("x-told")).contains("yes");
        assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("é");
    }

    @Test
    void a_connection_takes_one_request_after_the_other() throws Exception {
        send("POST", "/1", "a");
        send("POST", "/2", "b");

        assertThat(requests).extracting(GatewayRequest::path).containsExactly("/1", "/2");
    }

    private HttpResponse<byte[]> send(String method, String target, String body)
            throws IOException, InterruptedException {
        return http.send(method, URI.create("https://" + front.authority() + target), body, "X-kEy", "value");
    }
}
