package io.fluxfill.dev.mode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Shows once, at the start of dev mode, that the function works: runs the sample through it, keeps the picture and tells
 * what to try next. Where a key for BFL is configured it runs nothing, because that would cost money.
 */
final class FirstPicture implements AutoCloseable {

    private static final String EVENT = "infra/events/direct-wait.json";
    private static final String BODY = "infra/events/direct-submit.json";
    private static final String PICTURE = "target/first-picture.jpeg";
    private static final Duration FUNCTION_STARTS = Duration.ofSeconds(60);
    private static final Duration FUNCTION_ANSWERS = Duration.ofSeconds(60);
    private static final long TRY_AGAIN_MILLIS = 200;

    /**
     * A property of the whole process: live reload makes new classes, and one picture a session is enough. Its name is
     * outside the settings, which allow no strangers among them.
     */
    private static final String SHOWN = "io.fluxfill.dev.first-picture-shown";

    private static final String LINE = "-".repeat(100);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Thread thread = new Thread(this::showOnce, "first picture");
    private final URI function;
    private final URI face;
    private final Function<String, Optional<URI>> links;
    private final boolean withStandIn;
    private final Path project;
    private final PrintStream out;

    /**
     * @param function where the function takes events
     * @param face the local HTTP endpoint
     * @param links gives links to finished pictures by where they are kept
     * @param withStandIn whether the function talks to the stand-in, where nothing costs money
     * @param project the project's folder, or its target
     * @param out where to tell
     */
    FirstPicture(
            URI function,
            URI face,
            Function<String, Optional<URI>> links,
            boolean withStandIn,
            Path project,
            PrintStream out) {
        this.function = function;
        this.face = face;
        this.links = links;
        this.withStandIn = withStandIn;
        this.project = project;
        this.out = out;
        thread.setDaemon(true);
    }

    void start() {
        if (System.getProperty(SHOWN) == null) {
            thread.start();
        }
    }

    private void showOnce() {
        show();
        if (!Thread.currentThread().isInterrupted()) {
            System.setProperty(SHOWN, "true");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    /** Runs and tells, in the calling thread. */
    void show() {
        try {
            out.print(withStandIn ? run(projectFolder()) : invitation());
        } catch (InterruptedException e) {
            // The application stops, or starts anew and with it another of these.
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            out.printf("The sample did not run: %s%n", e.getMessage());
        }
    }

    /** What to print after running the sample. */
    private String run(Path folder) throws IOException, InterruptedException {
        ObjectNode event = (ObjectNode) json.readTree(folder.resolve(EVENT).toFile());
        // The whole picture: nothing has changed in it but what the mask paints.
        event.put("preserve", true);
        long start = System.nanoTime();
        HttpResponse<byte[]> answer = invoke(json.writeValueAsBytes(event));
        double seconds = (System.nanoTime() - start) / 1e9;

        JsonNode result = json.readTree(answer.body());
        Optional<URI> picture =
                Optional.ofNullable(result.at("/output/uri").textValue()).flatMap(links);
        if (answer.statusCode() != 200 || picture.isEmpty()) {
            throw new IOException(reason(result));
        }
        download(picture.get(), folder.resolve(PICTURE));
        return """
            %1$s
            FLUX Fill runs against a stand-in for BFL on this machine: no key, no cost.

              The first picture took %2$s s:
                %3$s
              and is kept as %4$s
              It is the whole photograph ("preserve"): not one pixel has changed that the mask does not touch.

            %5$s
            Write [moderated content], [429 twice] or [slow] into a prompt to see a bad day at BFL.
            With a key of your own in BFL_API_KEY, BFL's model paints instead, and charges for it.
            %1$s
            """.formatted(
                LINE, String.format(Locale.ROOT, "%.1f", seconds), picture.get(), PICTURE, commands("Try next"));
    }

    /** What to print where the sample would cost money. */
    private String invitation() {
        return """
            %1$s
            FLUX Fill runs with your key. Nothing is painted by itself, because BFL charges for every picture.

            %2$s
            %1$s
            """.formatted(LINE, commands("To paint the sample"));
    }

    private String commands(String title) {
        return """
            %1$s:
              the page, in a browser:
                %5$s/
              the function, as Lambda invokes it:
                curl -s -H 'Content-Type: application/json' -d @%2$s %3$s
              BFL's own API, as through API Gateway:
                curl -s -H 'Content-Type: application/json' -H 'Prefer: wait=20' -d @%4$s %5$s/v1/flux-pro-1.0-fill
            """.formatted(title, EVENT, function, BODY, face);
    }

    private HttpResponse<byte[]> invoke(byte[] event) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(function)
                .timeout(FUNCTION_ANSWERS)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(event))
                .build();
        long start = System.nanoTime();
        while (true) {
            try {
                return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            } catch (ConnectException e) {
                if (System.nanoTime() - start > FUNCTION_STARTS.toNanos()) {
                    throw new IOException("the function does not take events at " + function, e);
                }
                Thread.sleep(TRY_AGAIN_MILLIS);
            }
        }
    }

    private void download(URI sample, Path file) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(sample).timeout(Duration.ofSeconds(20)).build();
        HttpResponse<byte[]> picture = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (picture.statusCode() != 200) {
            throw new IOException("the picture could not be fetched, HTTP " + picture.statusCode());
        }
        Files.createDirectories(file.getParent());
        Files.write(file, picture.body());
    }

    private static String reason(JsonNode answer) {
        if (answer.has("errorType")) {
            return "the function failed with " + answer.get("errorType").asText() + ": "
                    + answer.path("errorMessage").asText();
        }
        return "the function answered with status " + answer.path("status").asText("none");
    }

    /** Maven may run dev mode from the project's folder or from its target. */
    private Path projectFolder() throws IOException {
        return Stream.of(project, project.resolve(".."))
                .filter(folder -> Files.exists(folder.resolve(EVENT)))
                .findFirst()
                .orElseThrow(() -> new IOException(EVENT + " is not there"));
    }
}
