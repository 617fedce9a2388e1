package io.fluxfill.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitLimitsTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final WaitLimits limits = limits(60);

    @Test
    void an_invocation_has_the_functions_time_less_the_margin() {
        assertThat(limits.forInvocation()).isEqualTo(Duration.ofSeconds(59));
    }

    @Test
    void an_http_request_has_the_gateways_time_less_the_margin() {
        assertThat(limits.forHttp()).isEqualTo(Duration.ofSeconds(28));
    }

    @Test
    void an_http_request_never_has_more_than_the_function() {
        assertThat(limits(10).forHttp()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void what_a_cold_start_took_is_missing_from_the_gateways_time() {
        assertThat(limits.forHttp(Duration.ofSeconds(6))).isEqualTo(Duration.ofSeconds(22));
    }

    @Test
    void but_not_from_the_functions() {
        assertThat(limits(10).forHttp(Duration.ofSeconds(6))).isEqualTo(Duration.ofSeconds(9));
    }

    @ParameterizedTest
    @CsvSource({"-1", "29", "86400"})
    void a_gateways_clock_that_makes_no_sense_is_ignored(long since) {
        assertThat(limits.forHttp(Duration.ofSeconds(since))).isEqualTo(Duration.ofSeconds(28));
    }

    @Test
    void just_before_the_gateway_gives_up_nothing_is_left() {
        assertThat(limits.forHttp(Duration.ofMillis(28_999))).isEqualTo(Duration.ofMillis(-999));
    }

    private static WaitLimits limits(long functionSeconds) {
        return new WaitLimits(HOUR, Duration.ofSeconds(functionSeconds), Duration.ofSeconds(29), Duration.ofSeconds(1));
    }
}
