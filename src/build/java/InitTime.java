import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Measures how long executables of the function take from exec to their first question for an event, and how much memory
 * they hold then, without the warm-up: {@code java src/build/java/InitTime.java EXECUTABLE...}. They take turns, so that all
 * meet the same machine. Linux only.
 */
public final class InitTime {
    private static final int RUNS = 25;
    private static final int SETTLE_MILLIS = 50;

    private record Run(double millis, double megabytes) {}

    public static void main(String[] executables) throws IOException, InterruptedException {
        List<List<Run>> runs = new ArrayList<>();
        for (String executable : executables) {
            runs.add(new ArrayList<>());
        }
        for (int i = 0; i < RUNS; i++) {
            for (int e = 0; e < executables.length; e++) {
                runs.get(e).add(run(executables[e]));
            }
        }
        System.out.println(
                "| executable | MB | first next, ms: median (10 % to 90 %) | resident, MB |\n|---|---|---|---|");
        for (int e = 0; e < executables.length; e++) {
            List<Double> millis =
                    new ArrayList<>(runs.get(e).stream().map(Run::millis).toList());
            Collections.sort(millis);
            double megabytes =
                    runs.get(e).stream().mapToDouble(Run::megabytes).average().orElseThrow();
            System.out.printf(
                    "| %s | %.1f | %.1f (%.1f to %.1f) | %.1f |%n",
                    executables[e],
                    Files.size(Path.of(executables[e])) / 1e6,
                    millis.get(RUNS / 2),
                    millis.get(RUNS / 10),
                    millis.get(RUNS - 1 - RUNS / 10),
                    megabytes);
        }
    }

    private static Run run(String executable) throws IOException, InterruptedException {
        try (ServerSocket runtimeApi = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            runtimeApi.setSoTimeout(10_000);
            ProcessBuilder builder = new ProcessBuilder(executable)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            builder.environment()
                    .putAll(Map.of(
                            "AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + runtimeApi.getLocalPort(),
                            "AWS_REGION", "eu-central-1",
                            "BFL_API_KEY", "bfl_any",
                            "FLUX_FILL_WARM_UP_ENABLED", "false"));
            long began = System.nanoTime();
            Process process = builder.start();
            try (Socket next = runtimeApi.accept()) {
                InputStream request = next.getInputStream();
                request.read();
                double millis = (System.nanoTime() - began) / 1e6;
                Thread.sleep(SETTLE_MILLIS);
                return new Run(millis, residentMegabytes(process));
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static double residentMegabytes(Process process) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Integer.parseInt(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        throw new IOException("Linux did not tell the memory of the process");
    }
}
