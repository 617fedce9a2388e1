package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.quarkus.funqy.runtime.ApplicationException;
import java.io.CharConversionException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class PollLoopLogFilterTest {
    private final PollLoopLogFilter filter = new PollLoopLogFilter();

    @Test
    void a_failed_event_is_not_logged_again() {
        assertThat(filter.isLoggable(record(new ApplicationException(new IllegalStateException()))))
                .isFalse();
    }

    @Test
    void an_event_that_is_not_json_is_logged_without_a_piece_of_it() {
        LogRecord record = record(new JsonParseException(null, "Unrecognized token 'PLANTED'"));

        assertThat(filter.isLoggable(record)).isTrue();
        assertThat(record.getThrown()).isNull();
        assertThat(record.getMessage()).isEqualTo("An event could not be read: JsonParseException");
    }

    @Test
    void neither_is_an_event_that_is_no_text() {
        LogRecord record = record(new CharConversionException("PLANTED"));

        assertThat(filter.isLoggable(record)).isTrue();
        assertThat(record.getMessage()).isEqualTo("An event could not be read: CharConversionException");
    }

    @Test
    void every_other_line_is_left_alone() {
        LogRecord record = record(new IllegalStateException("kept"));

        assertThat(filter.isLoggable(record)).isTrue();
        assertThat(record.getThrown()).hasMessage("kept");
        assertThat(record.getMessage()).isEqualTo("Failed to run lambda");
    }

    private static LogRecord record(Throwable thrown) {
        LogRecord record = new LogRecord(Level.SEVERE, "Failed to run lambda");
        record.setThrown(thrown);
        return record;
    }
}
