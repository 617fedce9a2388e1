package io.fluxfill.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.testing.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What README, API description and workflows say of failures is what {@link ErrorType} says. */
class ErrorTableTest {
    private static final Map<Retry, String> WORDS = Map.of(
            Retry.NO, "no",
            Retry.YES, "yes",
            Retry.WITH_SAME_KEY, "with the same idempotency key",
            Retry.ONLY_WITH_SAME_KEY, "only with the same idempotency key",
            Retry.NEXT_DAY, "the next day",
            Retry.BY_ID, "by `id`",
            Retry.ONCE_MENDED, "once it is mended");

    /** {@code | `FluxFill.A`, `FluxFill.B` | when | HTTP | safe to retry |}. */
    private static final Pattern ROW = Pattern.compile("\\| (`FluxFill\\.[^|]*) \\|[^|]*\\| ([^|]*) \\| ([^|]*) \\|");

    private static final Pattern NAME = Pattern.compile("FluxFill\\.[A-Za-z]+");

    @ParameterizedTest
    @EnumSource
    void the_readme_says_whether_it_is_safe_to_retry(ErrorType type) {
        Map<String, String> retries = new TreeMap<>();
        ROW.matcher(read("README.md"))
                .results()
                .forEach(row -> names(row.group(1)).forEach(name -> retries.put(name, row.group(3))));

        assertThat(retries).containsEntry(type.code(), WORDS.get(type.retry()));
        assertThat(retries).hasSameSizeAs(ErrorType.values());
    }

    @ParameterizedTest
    @EnumSource
    void the_readme_tells_its_status_code(ErrorType type) {
        String http = ROW.matcher(read("README.md"))
                .results()
                .filter(row -> names(row.group(1)).contains(type.code()))
                .map(row -> row.group(2))
                .findFirst()
                .orElseThrow();

        // The status of a task that failed is BFL's own.
        assertThat(http).startsWith(type == ErrorType.GENERATION_FAILED ? "BFL's status" : type.httpStatus() + "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/flux-pro-1.0-fill", "/v1/flux-pro-1.0-fill-finetuned"})
    void the_api_description_has_the_status_code_of_every_failure_of_a_submit(String path) {
        Set<String> documented = new TreeSet<>();
        responses(path).fieldNames().forEachRemaining(documented::add);

        assertThat(documented)
                .containsAll(Stream.of(ErrorType.values())
                        .filter(type -> type != ErrorType.TASK_NOT_FOUND)
                        .map(type -> Integer.toString(type.httpStatus()))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/flux-pro-1.0-fill", "/v1/flux-pro-1.0-fill-finetuned"})
    void the_api_description_says_when_to_try_again_where_that_is_safe(String path) {
        Set<String> safe = Stream.of(ErrorType.values())
                .filter(type -> type.retry().afterSomeTime() && type.httpStatus() != 200)
                .map(type -> Integer.toString(type.httpStatus()))
                .collect(Collectors.toSet());

        responses(path).properties().forEach(response -> {
            boolean failed = response.getKey().compareTo("400") >= 0;
            if (failed) {
                assertThat(response.getValue().at("/headers").has("retry-after"))
                        .as("retry-after of " + response.getKey())
                        .isEqualTo(safe.contains(response.getKey()));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"fill", "fill-batch"})
    void a_workflow_submits_again_only_where_that_is_safe(String workflow) {
        List<String> retried = new ArrayList<>();
        for (JsonNode submit : workflow(workflow).findValues("Submit")) {
            for (JsonNode retry : submit.path("Retry")) {
                retried.addAll(names(retry.get("ErrorEquals").toString()));
            }
        }

        assertThat(retried).contains(ErrorType.RATE_LIMITED.code(), ErrorType.UNAVAILABLE.code());
        assertThat(retried)
                .allSatisfy(
                        name -> assertThat(type(name).retry()).isIn(Retry.YES, Retry.WITH_SAME_KEY, Retry.ONCE_MENDED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fill", "fill-batch"})
    void a_workflow_waits_for_no_failure_that_does_not_exist(String workflow) {
        assertThat(names(workflow(workflow).toString()))
                .allSatisfy(name -> assertThat(type(name)).isNotNull());
    }

    @Test
    void what_may_be_paid_twice_is_never_safe_to_retry_without_a_key() {
        assertThat(ErrorType.SUBMIT_UNKNOWN.retry()).isEqualTo(Retry.ONLY_WITH_SAME_KEY);
        assertThat(ErrorType.INTERNAL.retry()).isEqualTo(Retry.NO);
    }

    private static ErrorType type(String code) {
        return Stream.of(ErrorType.values())
                .filter(type -> type.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + code));
    }

    private static List<String> names(String text) {
        Matcher name = NAME.matcher(text);
        return name.results().map(found -> found.group()).distinct().toList();
    }

    private static JsonNode workflow(String name) {
        return Json.read(read("infra/statemachine/" + name + ".asl.json"));
    }

    private static JsonNode responses(String path) {
        JsonNode api = Json.MAPPER.valueToTree(new Yaml().load(read("infra/openapi.yaml")));
        return api.get("paths").get(path).at("/post/responses");
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
