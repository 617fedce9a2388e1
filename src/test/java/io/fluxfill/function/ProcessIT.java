package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.testing.MetricFormat;
import io.fluxfill.testing.Planted;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The native executable as a process: how it ends when it cannot start, or can no longer hear events. */
class ProcessIT {
    private final File output = new File("target/process-it.log");
    private Process process;

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void without_a_key_the_start_ends_with_one_line_that_names_the_setting() throws Exception {
        try (RuntimeApi lambda = new RuntimeApi("{}")) {
            start(lambda, Map.of());

            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(lines())
                    .containsExactly("FLUX Fill cannot start: flux-fill.bfl.api-key (or the environment variable"
                            + " BFL_API_KEY) must hold BFL's key, or flux-fill.bfl.api-key-parameter name"
                            + " the SSM parameter that does.");
        }
    }

    @Test
    void a_wrong_setting_ends_the_start_with_one_line_without_its_value() throws Exception {
        try (RuntimeApi lambda = new RuntimeApi("{}")) {
            start(lambda, Map.of("BFL_API_KEY", Planted.KEY, "FLUX_FILL_WAIT_MAX", "PLANTED"));

            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(lines())
                    .containsExactly("FLUX Fill cannot start: flux-fill.wait.max must be a duration of at most a day,"
                            + " such as 30s, 500ms or 14m.");
            assertThat(lambda.initErrors())
                    .containsExactly("{\"errorMessage\":\"" + lines().get(0)
                            + "\",\"errorType\":\"FluxFill.Misconfigured\",\"stackTrace\":[]}");
        }
    }

    @Test
    void on_lambda_the_line_of_an_event_carries_its_metrics_and_its_trace() throws Exception {
        try (RuntimeApi lambda = new RuntimeApi("{}")) {
            start(lambda, Map.of("BFL_API_KEY", Planted.KEY, "AWS_LAMBDA_FUNCTION_NAME", "fill-on-lambda"));

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            String line = lines().stream()
                    .filter(text -> text.startsWith("{"))
                    .findFirst()
                    .orElseThrow();
            assertThat(MetricFormat.check(line)).contains("ColdStart[FunctionName]", "Failed[FunctionName,ErrorType]");
            assertThat(line)
                    .contains(
                            "\"request_id\":\"" + RuntimeApi.REQUEST_ID + "\"",
                            "\"trace_id\":\"" + RuntimeApi.TRACE_ID + "\"",
                            "\"FunctionName\":\"fill-on-lambda\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "[]", "{}"})
    void a_process_whose_answer_lambda_refuses_ends_instead_of_staying_deaf(String event) throws Exception {
        try (RuntimeApi lambda = new RuntimeApi(event)) {
            start(lambda, Map.of("BFL_API_KEY", Planted.KEY));

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
        }
    }

    @Test
    void a_process_that_has_no_memory_for_an_event_ends_instead_of_staying_deaf() throws Exception {
        try (RuntimeApi lambda = new RuntimeApi("[\"" + "x".repeat(15_000_000) + "\"]")) {
            start(lambda, Map.of("BFL_API_KEY", Planted.KEY), "-Xmx24m");

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(String.join("\n", lines())).contains("OutOfMemoryError: the process ends too.");
        }
    }

    /** SmallRye Config has a switch for it, which somebody may have set for another application in the account. */
    @ParameterizedTest
    @ValueSource(strings = {"DEBUG", "TRACE"})
    void the_values_of_settings_are_not_logged_though_smallrye_is_told_to(String level) throws Exception {
        try (RuntimeApi lambda = new RuntimeApi("{}")) {
            start(
                    lambda,
                    Map.of(
                            "BFL_API_KEY",
                            Planted.KEY,
                            "SMALLRYE_CONFIG_LOG_VALUES",
                            "true",
                            "QUARKUS_LOG_LEVEL",
                            level,
                            "QUARKUS_LOG_CATEGORY__IO_SMALLRYE__LEVEL",
                            level));

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(String.join("\n", lines()).contains(Planted.KEY)).isFalse();
        }
    }

    private void start(RuntimeApi lambda, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("native.image.path")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
        builder.environment().remove("BFL_API_KEY");
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", lambda.address());
        builder.environment().putAll(environment);
        process = builder.start();
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(output.toPath());
    }
}
