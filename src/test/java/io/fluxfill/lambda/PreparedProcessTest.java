package io.fluxfill.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fluxfill.testing.Http;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Processes that are started ahead of their first event, and what is told of their init and their memory. */
class PreparedProcessTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Http http = new Http();
    private LambdaEmulator lambda;

    @AfterEach
    void stop() {
        if (lambda != null) {
            lambda.close();
        }
    }

    @Test
    void the_first_event_finds_the_process_and_its_report_tells_the_init() throws Exception {
        start();

        Init init = lambda.prepare();
        invoke("count");
        invoke("count");

        assertThat(init.duration()).isPositive();
        assertThat(lambda.reports().get(0).initDuration()).contains(init.duration());
        assertThat(lambda.reports().get(1).initDuration()).isEmpty();
        assertThat(lambda.log())
                .filteredOn(line -> line.startsWith("INIT_START"))
                .hasSize(1);
    }

    @Test
    void the_process_is_told_that_it_was_started_ahead() throws Exception {
        start();
        assertThat(invoke("variable AWS_LAMBDA_INITIALIZATION_TYPE")).isEqualTo("\"on-demand\"");

        lambda.prepare();

        assertThat(invoke("variable AWS_LAMBDA_INITIALIZATION_TYPE")).isEqualTo("\"provisioned-concurrency\"");
    }

    @Test
    void preparing_again_ends_the_process_that_is_there() throws Exception {
        start();
        lambda.prepare();
        long first = Long.parseLong(invoke("pid"));

        lambda.prepare();

        assertThat(ProcessHandle.of(first)).isEmpty();
        assertThat(invoke("count")).isEqualTo("1");
    }

    @Test
    void an_init_that_no_event_has_seen_is_not_told_of_the_next_process() throws Exception {
        start();
        Init unseen = lambda.prepare();

        Init seen = lambda.prepare();
        invoke("count");

        assertThat(seen).isNotEqualTo(unseen);
        assertThat(lambda.reports().get(0).initDuration()).contains(seen.duration());
    }

    @Test
    void a_process_that_does_not_start_is_an_exception_that_says_why() throws Exception {
        lambda = LambdaEmulator.start(0, FakeFunctionOptions.builder("exits").build());

        assertThatThrownBy(lambda::prepare)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Runtime.ExitError")
                .hasMessageContaining("exit status 3");
    }

    @Test
    void a_process_that_hangs_in_its_init_is_an_exception_and_ends() throws Exception {
        lambda = LambdaEmulator.start(
                0,
                FakeFunctionOptions.builder("hangs")
                        .initTimeout(Duration.ofMillis(300))
                        .build());

        assertThatThrownBy(lambda::prepare).hasMessageContaining("Init timed out after 0.30 seconds");
    }

    @Test
    void memory_is_told_in_kilobytes_and_written_in_megabytes() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "Skipped: only Linux tells a process's memory.");
        start();

        Init init = lambda.prepare();
        invoke("count");

        Report report = lambda.reports().get(0);
        long most = report.maxMemoryKilobytes().orElseThrow();
        assertThat(init.residentKilobytes()).isBetween(1_000L, most);
        assertThat(report.toLine()).contains("\tMax Memory Used: " + most / 1024 + " MB");
    }

    private void start() throws IOException {
        lambda = LambdaEmulator.start(
                0, FakeFunctionOptions.builder().timeout(LONG).build());
    }

    private String invoke(String event) throws IOException, InterruptedException {
        return new String(
                http.send("POST", lambda.invokeUrl(), "\"" + event + "\"").body());
    }
}
