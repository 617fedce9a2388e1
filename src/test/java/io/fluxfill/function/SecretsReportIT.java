package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.testing.Planted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads all that the other tests have left behind, logs and reports, and finds nothing secret in it. */
class SecretsReportIT {
    private static final Path TARGET = Path.of("target");

    /** No word of a report is this long, but a picture in base64 is; paths and URLs have dots and colons. */
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{200,}");

    static List<String> planted() {
        return Planted.all();
    }

    @ParameterizedTest(name = "planted value {index}")
    @MethodSource("planted")
    void nothing_planted_is_in_any_log_or_report(String secret) throws IOException {
        for (Path file : written()) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret))
                    .as("a planted value in %s", file)
                    .isFalse();
        }
    }

    @Test
    void no_picture_is_in_any_log_or_report() throws IOException {
        for (Path file : written()) {
            assertThat(BASE64.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .find())
                    .as("a picture in %s", file)
                    .isFalse();
        }
    }

    @Test
    void nothing_signed_for_aws_is_in_any_log_or_report() throws IOException {
        for (Path file : written()) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1).contains("AWS4-HMAC-SHA256"))
                    .as("a signature in %s", file)
                    .isFalse();
        }
    }

    @Test
    void the_events_of_the_tests_are_among_what_is_read() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : written()) {
            all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        assertThat(all.toString())
                .contains(
                        "\"face\":\"direct\"",
                        "\"face\":\"http\"",
                        "\"outcome\":\"FluxFill.SubmitUnknown\"",
                        "\"_aws\":{");
    }

    private static List<Path> written() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String place : List.of(
                "surefire-reports",
                "failsafe-reports",
                "quarkus.log",
                "process-it.log",
                "workflows-it.log",
                "clients-it.log")) {
            if (Files.exists(TARGET.resolve(place))) {
                try (Stream<Path> found = Files.walk(TARGET.resolve(place))) {
                    found.filter(Files::isRegularFile).forEach(files::add);
                }
            }
        }
        return files;
    }
}
