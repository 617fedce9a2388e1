package io.fluxfill.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.lambda.LambdaEmulator;
import io.fluxfill.lambda.LambdaOptions;
import io.fluxfill.testing.Http;
import io.fluxfill.testing.Parts;
import io.fluxfill.testing.Planted;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The native executable on the emulated Lambda, in front of a {@link RawBfl}. */
final class NativeFunction implements AutoCloseable {
    /** More than any condition here needs, on a machine that is busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration LOOK = Duration.ofMillis(1);

    private final Http http = new Http();
    private final LambdaEmulator lambda;

    private NativeFunction(LambdaEmulator lambda) {
        this.lambda = lambda;
    }

    /** How it is run; Lambda's timeout and the function's own are both ten seconds until one is changed. */
    static Options with(RawBfl bfl) {
        return new Options(bfl);
    }

    /** Changes one thing at a time. */
    static final class Options {
        private final Map<String, String> environment = new HashMap<>();
        private Duration timeout = Duration.ofSeconds(10);
        private boolean freezing;

        private Options(RawBfl bfl) {
            setting("flux-fill.bfl.url", bfl.url().toString());
            setting("flux-fill.bfl.finetune-url", bfl.url().toString());
            setting("flux-fill.bfl.trusted-hosts", bfl.host());
            setting("flux-fill.wait.function-timeout", "10s");
            environment.put("BFL_API_KEY", Planted.KEY);
        }

        Options setting(String name, String value) {
            environment.put(name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value);
            return this;
        }

        Options settings(Map<String, String> values) {
            values.forEach(this::setting);
            return this;
        }

        /** Lambda's timeout, of which the function is not told. */
        Options timeout(Duration value) {
            timeout = value;
            return this;
        }

        Options freezing() {
            freezing = true;
            return this;
        }

        NativeFunction start() throws IOException {
            return new NativeFunction(LambdaEmulator.start(
                    0,
                    LambdaOptions.builder("flux-fill", List.of(System.getProperty("native.image.path")))
                            .environment(environment)
                            .memoryMegabytes(512)
                            .timeout(timeout)
                            .freezing(freezing)
                            .build()));
        }
    }

    LambdaEmulator lambda() {
        return lambda;
    }

    /** Submits a fill; the wait is in seconds. The headers are those of the call to Invoke. */
    JsonNode submit(int wait, String... headers) {
        return send("{\"image\":\"" + Parts.PIXEL + "\",\"wait\":" + wait + "}", headers);
    }

    /** Asks once for a task. */
    JsonNode pickUp(JsonNode task) {
        return send("{\"id\":\"" + task.path("id").asText() + "\",\"polling_url\":\""
                + task.path("polling_url").asText() + "\"}");
    }

    JsonNode send(String event, String... headers) {
        try {
            return Http.json(http.send("POST", lambda.invokeUrl(), event, headers));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The lines of events, once there are so many: what a process prints comes by another way than its answers. */
    List<String> eventLines(int count) {
        until(() -> lines("{").size() >= count);
        return lines("{");
    }

    /** What it has logged beside the lines of events. */
    List<String> otherLines() {
        return lambda.log().stream()
                .filter(line -> !line.matches("(\\{|INIT_|START |END |REPORT ).*"))
                .toList();
    }

    void awaitFrozen() {
        until(lambda::isFrozen);
    }

    /** Waits for what must come; an error if it does not. */
    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("what was waited for did not come");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    @Override
    public void close() {
        lambda.close();
    }

    private List<String> lines(String start) {
        return lambda.log().stream().filter(line -> line.startsWith(start)).toList();
    }
}
