package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fluxfill.lambda.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The native executable and Lambda's timeout: an answer before it where the function knows it, and a kill where it does not. */
class DeadlineIT {
    private static final Duration TIMEOUT = Duration.ofMillis(1500);

    private final RawBfl bfl = RawBfl.start(Optional.empty());
    private NativeFunction function;

    @AfterEach
    void stop() {
        if (function != null) {
            function.close();
        }
        bfl.close();
    }

    @Test
    void a_wait_that_is_longer_than_the_functions_time_ends_before_it_with_the_tasks_handle() throws Exception {
        bfl.follow(RawBfl::pending);
        function = NativeFunction.with(bfl)
                .setting("flux-fill.wait.function-timeout", "1500ms")
                .setting("flux-fill.wait.margin", "400ms")
                .timeout(TIMEOUT)
                .start();

        JsonNode task = function.submit(60);

        assertThat(task.path("status").asText()).isEqualTo("Pending");
        assertThat(task.path("id").asText()).isEqualTo("task-1");
        assertThat(task.path("polling_url").asText())
                .isEqualTo(bfl.pollingUrl("task-1").toString());
        assertThat(onlyReport().failed()).isFalse();
        assertThat(onlyReport().duration()).isLessThan(TIMEOUT);
        assertThat(bfl.requests("GET")).isNotEmpty();
    }

    @Test
    void a_process_that_is_killed_in_mid_wait_has_logged_the_task_and_the_next_event_finds_it() throws Exception {
        bfl.follow(RawBfl::pending);
        function = killedInTime();

        JsonNode error = function.submit(60);

        assertKilled(error);
        NativeFunction.until(() -> function.otherLines().stream().anyMatch(line -> line.contains("Waiting for task ")));
        String id = function.otherLines().stream()
                .filter(line -> line.contains("Waiting for task "))
                .map(line -> line.replaceAll(".*Waiting for task ", ""))
                .findFirst()
                .orElseThrow();
        bfl.follow(RawBfl::ready);
        assertThat(pickUp(id).path("status").asText()).isEqualTo("Ready");
        assertServedByAFreshProcess();
        assertThat(bfl.requests("POST")).hasSize(1);
    }

    @Test
    void a_process_that_is_killed_while_its_submit_is_on_its_way_has_sent_it_once() throws Exception {
        bfl.follow((any, request) -> Optional.empty());
        function = killedInTime();

        JsonNode error = function.submit(0);

        assertKilled(error);
        assertThat(bfl.requests("POST")).hasSize(1);
        bfl.follow(RawBfl::ready);
        assertThat(pickUp("task-1").path("status").asText()).isEqualTo("Ready");
        assertServedByAFreshProcess();
        assertThat(bfl.requests("POST")).hasSize(1);
    }

    /** One that is told of more time than it has. */
    private NativeFunction killedInTime() throws IOException {
        return NativeFunction.with(bfl)
                .setting("flux-fill.wait.function-timeout", "30s")
                .timeout(TIMEOUT)
                .start();
    }

    private void assertKilled(JsonNode error) {
        assertThat(error.path("errorType").asText()).isEqualTo("Sandbox.Timedout");
        assertThat(error.path("errorMessage").asText())
                .isEqualTo("RequestId: " + onlyReport().requestId() + " Error: Task timed out after 1.50 seconds");
    }

    private void assertServedByAFreshProcess() {
        assertThat(function.lambda().reports())
                .hasSize(2)
                .allMatch(report -> report.initDuration().isPresent());
        // The first process had no time to write a line.
        assertThat(function.eventLines(1)).singleElement().asString().contains("\"ColdStart\":1");
    }

    private JsonNode pickUp(String id) {
        return function.pickUp(JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("polling_url", bfl.pollingUrl(id).toString()));
    }

    private Report onlyReport() {
        assertThat(function.lambda().reports()).hasSize(1);
        return function.lambda().reports().get(0);
    }
}
