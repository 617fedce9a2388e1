package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.testing.LogLines;
import io.fluxfill.testing.MetricFormat;
import io.fluxfill.testing.Planted;
import io.fluxfill.testing.StandInResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cases on the JVM, and what each of them leaves in the log. */
@QuarkusTest
@WithTestResource(StandInResource.class)
class FunctionQuarkusTest extends FunctionCases {
    private LogLines log;

    @BeforeEach
    void readAlong() {
        log = LogLines.open();
    }

    @Test
    void an_event_leaves_one_line() {
        RestAssured.given().body("{}").post();

        assertThat(log.all()).hasSize(1);
    }

    @AfterEach
    void every_line_carries_metrics_in_cloudwatchs_format_and_nothing_secret() {
        log.close();
        for (String line : log.all()) {
            JsonNode event = MetricFormat.parse(line);
            assertThat(MetricFormat.check(line)).contains("DurationMs[FunctionName]", "ColdStart[FunctionName]");
            assertThat(event.get("FunctionName").textValue()).isEqualTo(StandInResource.FUNCTION_NAME);
            assertThat(event.get("request_id").textValue()).isNotEmpty();
            assertThat(line).doesNotContain(Planted.all());
        }
    }
}
