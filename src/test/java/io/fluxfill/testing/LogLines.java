package io.fluxfill.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Reads along what is logged in a category, from when it is made until it is closed. */
public final class LogLines extends Handler implements AutoCloseable {
    private final Logger logger;
    private final List<String> lines = new ArrayList<>();

    private LogLines(String category) {
        logger = Logger.getLogger(category);
    }

    /** Begins to read what is logged of events. */
    public static LogLines open() {
        return open("io.fluxfill.event");
    }

    /** Begins to read what is logged in a category. */
    public static LogLines open(String category) {
        LogLines reader = new LogLines(category);
        reader.logger.addHandler(reader);
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
        logger.removeHandler(this);
    }
}
