package io.fluxfill.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.ErrorType;
import io.fluxfill.testing.MetricFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EmbeddedMetricsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");

    private final ObjectNode line = JsonNodeFactory.instance.objectNode();

    @Test
    void the_block_names_what_the_line_has() {
        EmbeddedMetrics.count(line, Metric.READY);

        EmbeddedMetrics.describe(line, "fill", NOON);

        assertThat(line)
                .hasToString("{\"Ready\":1,\"FunctionName\":\"fill\",\"_aws\":{\"Timestamp\":1795176000123,"
                        + "\"CloudWatchMetrics\":[{\"Namespace\":\"FluxFill\",\"Dimensions\":[[\"FunctionName\"]],"
                        + "\"Metrics\":[{\"Name\":\"Ready\",\"Unit\":\"Count\"}]}]}}");
    }

    @Test
    void a_failure_is_told_in_all_and_by_its_name() {
        EmbeddedMetrics.failure(line, ErrorType.RATE_LIMITED);

        EmbeddedMetrics.describe(line, "fill", NOON);

        assertThat(line.get("ErrorType").textValue()).isEqualTo("FluxFill.RateLimited");
        assertThat(MetricFormat.check(line.toString()))
                .containsExactlyInAnyOrder("Failed[FunctionName]", "Failed[FunctionName,ErrorType]");
    }

    @Test
    void every_metric_there_is_fits_into_one_line() {
        Stream.of(Metric.values()).forEach(metric -> EmbeddedMetrics.count(line, metric));

        EmbeddedMetrics.describe(line, "fill", NOON);

        assertThat(MetricFormat.check(line.toString())).hasSize(Metric.values().length);
    }

    @Test
    void of_more_than_a_hundred_times_the_first_hundred_are_told() {
        EmbeddedMetrics.times(line, Metric.POLL_MS, millis(150));

        EmbeddedMetrics.describe(line, "fill", NOON);

        MetricFormat.check(line.toString());
        assertThat(line.get("PollMs")).hasSize(100);
        assertThat(line.at("/PollMs/0").longValue()).isZero();
        assertThat(line.at("/PollMs/99").longValue()).isEqualTo(99);
    }

    @Test
    void no_times_at_all_are_no_metric() {
        EmbeddedMetrics.times(line, Metric.POLL_MS, List.of());

        assertThat(line).isEmpty();
    }

    private static List<Duration> millis(int count) {
        return LongStream.range(0, count).mapToObj(Duration::ofMillis).toList();
    }
}
