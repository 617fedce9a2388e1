package io.fluxfill.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fluxfill.testing.Http;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that is stopped while there is no event for it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FreezingTest {
    private final Http http = new Http();
    private LambdaEmulator lambda;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")), "Skipped: only Linux tells that a process is stopped.");
        lambda = start(true);
    }

    @AfterEach
    void stop() {
        if (lambda != null) {
            lambda.close();
        }
    }

    @Test
    void the_process_is_stopped_after_its_answer_and_goes_on_with_the_next_event() throws Exception {
        long process = Long.parseLong(invoke("pid"));
        awaitState(process, 'T');

        assertThat(invoke("pid")).isEqualTo(Long.toString(process));
        assertThat(invoke("count")).isEqualTo("3");
        awaitState(process, 'T');
        assertThat(lambda.isFrozen()).isTrue();
    }

    @Test
    void many_events_in_a_row_are_answered_whether_the_process_was_stopped_in_time_or_not() throws Exception {
        for (int event = 1; event <= 50; event++) {
            assertThat(invoke("count")).isEqualTo(Integer.toString(event));
        }
    }

    @Test
    void a_process_that_was_started_ahead_is_stopped_until_its_first_event() throws Exception {
        lambda.prepare();

        assertThat(lambda.isFrozen()).isTrue();
        assertThat(invoke("count")).isEqualTo("1");
    }

    @Test
    void a_stopped_process_ends_with_the_emulator() throws Exception {
        long process = Long.parseLong(invoke("pid"));
        awaitState(process, 'T');

        lambda.close();

        assertThat(ProcessHandle.of(process)).isEmpty();
    }

    @Test
    void a_stopped_process_that_was_killed_makes_room_for_a_fresh_one() throws Exception {
        long process = Long.parseLong(invoke("pid"));
        awaitState(process, 'T');

        ProcessHandle.of(process).orElseThrow().destroyForcibly();
        ProcessHandle.of(process).ifPresent(ended -> ended.onExit().join());

        assertThat(invoke("count")).isEqualTo("1");
    }

    @Test
    void a_process_that_hangs_is_not_stopped_but_killed() throws Exception {
        lambda.close();
        lambda = LambdaEmulator.start(
                0,
                FakeFunctionOptions.builder()
                        .freezing(true)
                        .timeout(Duration.ofSeconds(1))
                        .build());

        assertThat(invoke("hang")).contains("Sandbox.Timedout");
        assertThat(lambda.isFrozen()).isFalse();
        assertThat(invoke("count")).isEqualTo("1");
    }

    @Test
    void without_the_option_no_process_is_stopped() throws Exception {
        lambda.close();
        lambda = start(false);

        lambda.prepare();
        invoke("count");

        assertThat(invoke("count")).isEqualTo("2");
        assertThat(lambda.isFrozen()).isFalse();
    }

    private static LambdaEmulator start(boolean freezing) throws IOException {
        return LambdaEmulator.start(
                0,
                FakeFunctionOptions.builder()
                        .freezing(freezing)
                        .timeout(Duration.ofSeconds(20))
                        .build());
    }

    private String invoke(String event) throws IOException, InterruptedException {
        return new String(
                http.send("POST", lambda.invokeUrl(), "\"" + event + "\"").body());
    }

    /** Bounded by the timeout of the test. */
    private static void awaitState(long pid, char state) throws IOException {
        while (state(pid) != state) {
            Thread.onSpinWait();
        }
    }

    /** The letter after the name, which stands in brackets. */
    private static char state(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }
}
