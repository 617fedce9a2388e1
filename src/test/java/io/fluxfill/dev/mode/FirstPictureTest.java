package io.fluxfill.dev.mode;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.dev.http.LoopbackServer;
import io.fluxfill.dev.http.Reply;
import io.fluxfill.dev.http.Request;
import io.fluxfill.testing.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dev mode tells at its start. */
class FirstPictureTest {

    private static final URI FACE = URI.create("http://localhost:3000");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<Request> events = new CopyOnWriteArrayList<>();
    private LoopbackServer server;
    private Reply answer;

    @TempDir
    Path project;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(project.resolve("infra/events"));
        Files.writeString(project.resolve("infra/events/direct-wait.json"), Json.text("{'wait': 20}"));
        server = LoopbackServer.open("function", 0, 1 << 20, request -> {
            if (request.path().equals("/picture")) {
                return Reply.of(200, "image/jpeg", new byte[] {1, 2, 3});
            }
            events.add(request);
            return answer;
        });
        answer = Reply.text(
                200, Json.text("{'status': 'Ready', 'output': {'uri': 's3://quarkus-dev/pictures/a.jpeg'}}"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void dev_mode_runs_the_sample_keeps_the_picture_and_tells_what_to_try_next() throws Exception {
        show(true);

        assertThat(events)
                .singleElement()
                .satisfies(event ->
                        assertThat(event.body()).asString().isEqualTo(Json.text("{'wait':20,'preserve':true}")));
        assertThat(project.resolve("target/first-picture.jpeg")).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(printed())
                .contains(
                        "no key, no cost",
                        "not one pixel has changed",
                        server.uri() + "/picture",
                        "target/first-picture.jpeg",
                        "-d @infra/events/direct-wait.json " + server.uri(),
                        "-d @infra/events/direct-submit.json http://localhost:3000/v1/flux-pro-1.0-fill");
    }

    @Test
    void dev_mode_runs_nothing_with_a_real_key_but_tells_how() {
        show(false);

        assertThat(events).isEmpty();
        assertThat(printed()).contains("BFL charges for every picture", "-d @infra/events/direct-wait.json");
    }

    @Test
    void dev_mode_tells_in_one_line_why_the_sample_failed() {
        answer = Reply.text(500, Json.text("{'errorType': 'FluxFill.Internal', 'errorMessage': 'Out of paint'}"));
        show(true);

        assertThat(printed())
                .isEqualToNormalizingNewlines(
                        "The sample did not run: the function failed with FluxFill.Internal: Out of paint\n");
    }

    @Test
    void dev_mode_tells_in_one_line_that_the_picture_was_not_ready() {
        answer = Reply.text(200, Json.text("{'status': 'Pending'}"));
        show(true);

        assertThat(printed())
                .isEqualToNormalizingNewlines("The sample did not run: the function answered with status Pending\n");
    }

    private void show(boolean withStandIn) {
        new FirstPicture(
                        server.uri(),
                        FACE,
                        location -> Optional.of(URI.create(server.uri() + "/picture"))
                                .filter(link -> location.equals("s3://quarkus-dev/pictures/a.jpeg")),
                        withStandIn,
                        project,
                        new PrintStream(printed, true, StandardCharsets.UTF_8))
                .show();
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
