package io.fluxfill.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fluxfill.testing.LogLines;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class EventLogTest {

    @Test
    void a_line_that_cannot_be_written_costs_nobody_an_answer() {
        EventLog log = new EventLog(new ClockThatStops());
        try (LogLines trouble = LogLines.open(EventLog.class.getName())) {
            EventRecord event = log.begin();

            assertThatCode(() -> log.end(event)).doesNotThrowAnyException();
            assertThat(trouble.all())
                    .containsExactly("The line of an event could not be written: java.util.NoSuchElementException");
        }
    }

    /** Tells the time once. */
    private static final class ClockThatStops extends Clock {
        private final Queue<Instant> times = new ArrayDeque<>(List.of(Instant.EPOCH));

        @Override
        public Instant instant() {
            return times.remove();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
