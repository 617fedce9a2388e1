package io.fluxfill.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules of CloudWatch's embedded metric format, as its specification has them. A line that breaks one is a log line
 * like any other, and its metrics are lost without a word.
 */
public final class MetricFormat {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Of the units that CloudWatch knows, those that there is a use for here. */
    private static final Set<String> UNITS = Set.of("Count", "Milliseconds");

    private MetricFormat() {}

    /**
     * Checks a line against the rules.
     *
     * @return its metrics, each with the dimensions that it is told by, such as {@code Failed[FunctionName]}
     */
    public static Set<String> check(String line) {
        ObjectNode root = parse(line);
        JsonNode block = root.path("_aws");
        assertThat(block.fieldNames()).toIterable().containsExactlyInAnyOrder("Timestamp", "CloudWatchMetrics");
        assertThat(block.get("Timestamp").isIntegralNumber()).isTrue();
        assertThat(block.get("CloudWatchMetrics").isArray()).isTrue();
        Set<String> metrics = new TreeSet<>();
        for (JsonNode directive : block.get("CloudWatchMetrics")) {
            checkDirective(directive, root, metrics);
        }
        return metrics;
    }

    /** A line as JSON: one object with nothing around it, no white space between its parts, and no name twice. */
    public static ObjectNode parse(String line) {
        assertThat(line).startsWith("{").doesNotContain("\n", "\r").hasSizeLessThan(256 * 1024);
        try {
            ObjectNode root = (ObjectNode) JSON.readTree(line);
            assertThat(root).hasToString(line);
            return root;
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }

    private static void checkDirective(JsonNode directive, ObjectNode root, Set<String> metrics) {
        assertThat(directive.fieldNames()).toIterable().containsExactlyInAnyOrder("Namespace", "Dimensions", "Metrics");
        assertThat(directive.get("Namespace").textValue()).matches("[A-Za-z0-9._/#:-]{1,255}");
        assertThat(directive.get("Dimensions").isArray()).isTrue();
        assertThat(directive.get("Dimensions")).isNotEmpty();
        assertThat(directive.get("Metrics").isArray()).isTrue();
        assertThat(directive.get("Metrics")).hasSizeBetween(1, 100);
        directive.get("Metrics").forEach(metric -> checkMetric(metric, root));
        for (JsonNode dimensionSet : directive.get("Dimensions")) {
            checkDimensions(dimensionSet, root);
            for (JsonNode metric : directive.get("Metrics")) {
                String dimensions = dimensionSet.toString().replace("\"", "");
                assertThat(metrics.add(metric.get("Name").textValue() + dimensions))
                        .as("%s by %s is told once", metric, dimensions)
                        .isTrue();
            }
        }
    }

    private static void checkDimensions(JsonNode dimensionSet, ObjectNode root) {
        assertThat(dimensionSet.isArray()).isTrue();
        // 30 by now; the specification began with 9.
        assertThat(dimensionSet).hasSizeLessThanOrEqualTo(9);
        for (JsonNode dimension : dimensionSet) {
            assertThat(dimension.textValue()).matches("[!-~]{1,255}");
            assertThat(root.path(dimension.textValue()).textValue())
                    .as("the value of the dimension %s", dimension)
                    .matches("[!-~]{1,1024}");
        }
    }

    private static void checkMetric(JsonNode metric, ObjectNode root) {
        assertThat(metric.fieldNames()).toIterable().containsExactlyInAnyOrder("Name", "Unit");
        assertThat(metric.get("Name").textValue()).matches("[!-~]{1,255}");
        assertThat(UNITS).contains(metric.get("Unit").textValue());
        JsonNode target = root.path(metric.get("Name").textValue());
        if (target.isArray()) {
            assertThat(target).hasSizeBetween(1, 100).allMatch(JsonNode::isNumber);
        } else {
            assertThat(target.isNumber()).as("%s is a number", metric).isTrue();
        }
    }
}
