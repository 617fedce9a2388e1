package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fluxfill.lambda.LambdaEmulator;
import io.fluxfill.lambda.LambdaOptions;
import io.fluxfill.testing.Planted;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The native executable, started with nothing of it in the page cache. */
class ReadAheadIT {
    private static final String EXECUTABLE = System.getProperty("native.image.path");

    @Test
    void a_start_from_the_disk_hardly_waits_for_single_pages() throws Exception {
        long without = waits("false");
        assumeTrue(without > 20, "Skipped: the file system keeps the executable in memory.");

        assertThat(waits("true")).isLessThan(without / 5);
    }

    /** How often the process had to wait for a page until it asked for its first event. */
    private static long waits(String readAhead) throws Exception {
        LambdaOptions options = LambdaOptions.builder("fill", List.of(EXECUTABLE))
                .environment(Map.of(
                        "BFL_API_KEY",
                        Planted.KEY,
                        "FLUX_FILL_WARM_UP_ENABLED",
                        "false",
                        "FLUX_FILL_READ_AHEAD",
                        readAhead))
                .build();
        dropPages();
        try (LambdaEmulator lambda = LambdaEmulator.start(0, options)) {
            lambda.prepare();
            return lambda.fileUse().majorFaults();
        }
    }

    /** Has Linux forget the executable: dd's flag asks for that, and nothing is copied. */
    private static void dropPages() throws Exception {
        Process dd = new ProcessBuilder("dd", "if=" + EXECUTABLE, "iflag=nocache", "count=0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(dd.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
}
