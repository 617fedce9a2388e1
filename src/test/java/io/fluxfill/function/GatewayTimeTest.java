package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.testing.Parts;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTimeTest extends FunctionFixture {

    @Test
    void a_wait_ends_before_the_gateway_gives_up_however_long_the_start_took() {
        parts.bflHost.answers(200, Parts.ACCEPTED).answers(200, Parts.PENDING).forEver();
        ObjectNode event = version1("POST", FILL, fill().toString());
        event.withObject("/headers").put("Prefer", "wait=28");
        event.withObject("/requestContext").put("requestTimeEpoch", FakeTime.START.toEpochMilli());
        parts.time.advance(Duration.ofSeconds(8));

        ObjectNode answer = send(function(Optional.empty(), Optional.empty(), Optional.empty()), event);

        assertThat(answer.get("statusCode").intValue()).isEqualTo(202);
        assertThat(parts.time.instant()).isBetween(FakeTime.START.plusSeconds(24), FakeTime.START.plusSeconds(28));
    }

    @ParameterizedTest
    @ValueSource(ints = {-3600, -1, 1, 3600})
    void a_clock_that_is_set_during_a_wait_makes_it_neither_longer_nor_shorter(int seconds) {
        parts.bflHost.answers(200, Parts.ACCEPTED).answers(200, Parts.PENDING).forEver();
        ObjectNode event = version1("POST", FILL, fill().toString());
        event.withObject("/headers").put("Prefer", "wait=28");
        event.withObject("/requestContext").put("requestTimeEpoch", FakeTime.START.toEpochMilli());
        parts.time.settingClockInSleepBy(Duration.ofSeconds(seconds));

        send(function(Optional.empty(), Optional.empty(), Optional.empty()), event);

        assertThat(parts.time.elapsed()).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(28));
    }
}
