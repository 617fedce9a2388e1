package io.fluxfill.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.lambda.FileUse;
import io.fluxfill.lambda.Init;
import io.fluxfill.lambda.LambdaEmulator;
import io.fluxfill.lambda.LambdaOptions;
import io.fluxfill.lambda.Report;
import io.fluxfill.testing.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;

/** A row on an emulated Lambda of its own. */
final class LiveFunction implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Row row;
    private final LambdaEmulator lambda;

    private LiveFunction(Row row, LambdaEmulator lambda) {
        this.row = row;
        this.lambda = lambda;
    }

    /** One with all of the machine's processors. */
    static LiveFunction of(Row row) throws IOException {
        return new LiveFunction(row, LambdaEmulator.start(0, options(row).build()));
    }

    /** One that has a part of one processor after its init. */
    static LiveFunction of(Row row, double cpuShare) throws IOException {
        return new LiveFunction(
                row, LambdaEmulator.start(0, options(row).cpuShare(cpuShare).build()));
    }

    /**
     * An invocation that has ended.
     *
     * @param answer what came back
     * @param report what Lambda tells of it
     * @param arrivedNanos when it came back, by {@link System#nanoTime()}
     */
    record Invoked(JsonNode answer, Report report, long arrivedNanos) {}

    /** Starts a process without an event. */
    Init prepare() throws InterruptedException {
        return lambda.prepare();
    }

    /** What its process has had from files until now. */
    FileUse fileUse() throws IOException {
        return lambda.fileUse();
    }

    /** Sends an event and waits for what comes back. */
    Invoked invoke(byte[] event) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) lambda.invokeUrl().toURL().openConnection();
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(event.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(event);
        }
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException(row.title() + ": Invoke was answered " + connection.getResponseCode());
        }
        byte[] answer;
        try (InputStream in = connection.getInputStream()) {
            answer = in.readAllBytes();
        }
        long arrived = System.nanoTime();
        return new Invoked(Json.read(answer), lastReport(), arrived);
    }

    /**
     * Sends a submit that must be accepted.
     *
     * @return how long it took, and BFL's part of it
     * @throws IOException if the answer is another one
     */
    Submitted submit(Shape shape, HttpsBfl bfl) throws IOException {
        Duration heldBefore = bfl.held();
        Invoked invoked = invoke(shape.event());
        if (!shape.face().isAccepted(invoked.answer())) {
            throw wrong(shape.title(), invoked.answer());
        }
        return new Submitted(invoked.report(), bfl.held().minus(heldBefore));
    }

    /**
     * A submit that was accepted.
     *
     * @param report what Lambda tells of it
     * @param held for how long BFL had it
     */
    record Submitted(Report report, Duration held) {
        Duration overhead() {
            return report.duration().minus(held);
        }
    }

    /** An answer that should have been another one, with what the process printed last. */
    IOException wrong(String what, JsonNode answer) {
        List<String> log = lambda.log();
        String last = String.join("\n", log.subList(Math.max(0, log.size() - 12), log.size()));
        return new IOException(row.title() + " answers wrong to " + what + ": " + answer + "\n" + last);
    }

    @Override
    public void close() {
        lambda.close();
    }

    private static LambdaOptions.Builder options(Row row) {
        return LambdaOptions.builder("fill", row.command())
                .environment(row.environment())
                .memoryMegabytes(Rows.MEMORY_MEGABYTES)
                .timeout(TIMEOUT);
    }

    private Report lastReport() {
        List<Report> reports = lambda.reports();
        return reports.get(reports.size() - 1);
    }
}
