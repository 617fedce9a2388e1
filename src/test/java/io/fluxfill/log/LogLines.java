package io.fluxfill.log;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Reads along what is logged of events, from when it is made until it is closed. */
public final class LogLines extends Handler {
    private final Logger events = Logger.getLogger("io.fluxfill.event");
    private final List<String> lines = new ArrayList<>();

    private LogLines() {}

    /** Begins to read. */
    public static LogLines open() {
        LogLines reader = new LogLines();
        reader.events.addHandler(reader);
        return reader;
    }

    /** What was logged so far. */
    public synchronized List<String> all() {
        return List.copyOf(lines);
    }

    @Override
    public synchronized void publish(LogRecord record) {
        lines.add(record.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        events.removeHandler(this);
    }
}
