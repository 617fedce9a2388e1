package io.fluxfill.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What this machine can run. */
final class Programs {
    private static final int SECONDS = 30;

    private Programs() {}

    /**
     * What a program prints on either stream, without the white space around it.
     *
     * @throws IOException if it cannot be run, or fails
     */
    static String said(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " fails.");
        }
        return said;
    }
}
