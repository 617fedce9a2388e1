package io.fluxfill.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.lambda.LambdaOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What was measured on, and when.
 *
 * @param cpu the processor's model
 * @param cores how many there are
 * @param system the operating system and its version
 * @param commit the project's commit, with a plus if there are changes
 * @param cpuLimit how shares of a processor are enforced
 * @param date when
 */
record Machine(String cpu, int cores, String system, String commit, String cpuLimit, Instant date) {
    private static final Path CPUS = Path.of("/proc/cpuinfo");
    private static final String MODEL = "model name";

    /** This one, now. */
    static Machine here() throws IOException, InterruptedException {
        return new Machine(
                cpuModel(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                currentCommit(),
                LambdaOptions.cpuLimits().word(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("cpu", cpu)
                .put("cores", cores)
                .put("system", system)
                .put("commit", commit)
                .put("cpu_limit", cpuLimit)
                .put("date", date.toString());
    }

    /** In a sentence. */
    String sentence() {
        return "Measured %s on %d cores of %s (%s), at commit %s; shares of a processor by: %s."
                .formatted(date, cores, cpu, system, commit, cpuLimit);
    }

    private static String cpuModel() throws IOException {
        if (!Files.exists(CPUS)) {
            return "unknown";
        }
        return Files.readAllLines(CPUS).stream()
                .filter(line -> line.startsWith(MODEL))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static String currentCommit() throws InterruptedException {
        try {
            String commit = Programs.said("git", "rev-parse", "--short", "HEAD");
            return Programs.said("git", "status", "--porcelain").isEmpty() ? commit : commit + "+";
        } catch (IOException e) {
            return "unknown";
        }
    }
}
