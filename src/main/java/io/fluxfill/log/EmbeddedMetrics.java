package io.fluxfill.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.ErrorType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * CloudWatch's embedded metric format: a block {@code _aws} in a log line that tells which of the line's numbers are
 * metrics. CloudWatch reads it from the log, so a metric costs neither a call nor a permission.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">the
 *     specification</a>
 */
final class EmbeddedMetrics {
    /** The most numbers that one metric may have in a line. */
    static final int MOST_VALUES = 100;

    private static final String NAMESPACE = "FluxFill";
    private static final String FUNCTION_NAME = "FunctionName";
    private static final String ERROR_TYPE = "ErrorType";

    private EmbeddedMetrics() {}

    /** Notes something that happened once. */
    static void count(ObjectNode line, Metric metric) {
        line.put(metric.label(), 1);
    }

    /** Notes a failure by its name. */
    static void failure(ObjectNode line, ErrorType error) {
        count(line, Metric.FAILED);
        line.put(ERROR_TYPE, error.code());
    }

    /** Notes times in milliseconds; none, where there are none. */
    static void times(ObjectNode line, Metric metric, List<Duration> times) {
        if (!times.isEmpty()) {
            ArrayNode values = line.putArray(metric.label());
            times.stream().limit(MOST_VALUES).forEach(time -> values.add(time.toMillis()));
        }
    }

    /**
     * Adds the block for those metrics that the line has.
     *
     * @param functionName the dimension that all have
     * @param time when the event began
     */
    static void describe(ObjectNode line, String functionName, Instant time) {
        line.put(FUNCTION_NAME, functionName);
        ObjectNode block = line.putObject("_aws").put("Timestamp", time.toEpochMilli());
        ArrayNode directives = block.putArray("CloudWatchMetrics");
        List<Metric> metrics = Stream.of(Metric.values())
                .filter(metric -> line.has(metric.label()))
                .toList();
        direct(directives, List.of(FUNCTION_NAME), metrics);
        if (line.has(ERROR_TYPE)) {
            direct(directives, List.of(FUNCTION_NAME, ERROR_TYPE), List.of(Metric.FAILED));
        }
    }

    private static void direct(ArrayNode directives, List<String> dimensions, List<Metric> metrics) {
        ObjectNode directive = directives.addObject().put("Namespace", NAMESPACE);
        ArrayNode dimensionSet = directive.putArray("Dimensions").addArray();
        dimensions.forEach(dimensionSet::add);
        ArrayNode definitions = directive.putArray("Metrics");
        metrics.forEach(
                metric -> definitions.addObject().put("Name", metric.label()).put("Unit", metric.unit()));
    }
}
