package io.fluxfill.dev.standin;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells the callers of webhooks when their tasks are finished. Only this machine is ever called. */
final class Webhooks implements AutoCloseable {

    private static final long LOOK_AGAIN_MILLIS = 50;

    private final Clock clock;
    private final HttpClient client;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "stand-in webhooks");
        daemon.setDaemon(true);
        return daemon;
    });

    Webhooks(Clock clock) {
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(2))
                .executor(thread)
                .build();
    }

    /** Makes {@code call} once the task is finished. */
    void announce(Task task, String url, Supplier<WebhookCall> call) {
        toLoopback(url).ifPresent(target -> announce(task, target, call));
    }

    private void announce(Task task, URI url, Supplier<WebhookCall> call) {
        if (!task.isFinished(clock.instant())) {
            // The clock need not be the machine's, so the machine's timers cannot be trusted with the whole way.
            thread.schedule(() -> announce(task, url, call), LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            return;
        }
        WebhookCall finished = call.get();
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(finished.body()));
        finished.proof().forEach(request::header);
        for (int i = 0; i < finished.times(); i++) {
            client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static Optional<URI> toLoopback(String url) {
        try {
            URI target = new URI(url);
            boolean loopback = target.getHost() != null
                    && InetAddress.getByName(target.getHost()).isLoopbackAddress();
            return loopback ? Optional.of(target) : Optional.empty();
        } catch (URISyntaxException | UnknownHostException e) {
            return Optional.empty();
        }
    }
}
