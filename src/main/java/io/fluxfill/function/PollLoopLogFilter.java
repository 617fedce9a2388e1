package io.fluxfill.function;

import com.fasterxml.jackson.core.JacksonException;
import io.quarkus.funqy.runtime.ApplicationException;
import io.quarkus.logging.LoggingFilter;
import java.io.CharConversionException;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps the poll loop's error lines fit to be kept. A failed event has a line of its own already; and for an event that is
 * not JSON, the parser's message quotes a piece of it.
 */
@LoggingFilter(name = "poll-loop")
public final class PollLoopLogFilter implements Filter {

    @Override
    public boolean isLoggable(LogRecord record) {
        Throwable thrown = record.getThrown();
        if (thrown instanceof JacksonException || thrown instanceof CharConversionException) {
            record.setThrown(null);
            record.setMessage("An event could not be read: " + thrown.getClass().getSimpleName());
        }
        return !(record.getThrown() instanceof ApplicationException);
    }
}
