package io.fluxfill.log;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Writes one line for every event, in the category {@code io.fluxfill.event}, level info. On Lambda the line carries the
 * event's metrics too.
 */
public final class EventLog {
    /** Where Quarkus keeps the id of the invocation. */
    private static final String REQUEST_ID = "AWSRequestId";

    private static final Logger LOG = Logger.getLogger("io.fluxfill.event");

    private static final Logger TROUBLE = Logger.getLogger(EventLog.class);

    private final AtomicBoolean cold = new AtomicBoolean(true);
    private final Clock clock;
    private final Optional<String> functionName;
    private final Supplier<Optional<String>> traceHeader;
    private final Consumer<String> lines;

    /**
     * A log with metrics and traces.
     *
     * @param functionName the name by which metrics are told apart; without one, as outside of Lambda, there are none
     * @param traceHeader gives the X-Ray header of the event at hand
     */
    public EventLog(Clock clock, Optional<String> functionName, Supplier<Optional<String>> traceHeader) {
        this(clock, functionName, traceHeader, LOG::info);
    }

    private EventLog(
            Clock clock,
            Optional<String> functionName,
            Supplier<Optional<String>> traceHeader,
            Consumer<String> lines) {
        this.clock = clock;
        this.functionName = functionName;
        this.traceHeader = traceHeader;
        this.lines = lines;
    }

    /** A log without metrics and traces, as outside of Lambda. */
    public EventLog(Clock clock) {
        this(clock, Optional.empty(), Optional::empty);
    }

    /** A log that makes its lines, with all that belongs to them, and writes none. */
    public static EventLog silent(Clock clock) {
        return new EventLog(clock, Optional.of("silent"), Optional::empty, line -> {});
    }

    /** Begins the record of an event. */
    public EventRecord begin() {
        Object requestId = MDC.get(REQUEST_ID);
        return new EventRecord(
                requestId == null ? "" : requestId.toString(),
                traceHeader.get().flatMap(TraceHeader::root),
                cold.getAndSet(false),
                functionName,
                clock);
    }

    /** Writes the line of an event that has ended. If that goes wrong, the event's answer is not lost with it. */
    public void end(EventRecord event) {
        try {
            lines.accept(event.toLine());
        } catch (RuntimeException e) {
            TROUBLE.errorf(
                    "The line of an event could not be written: %s",
                    e.getClass().getName());
        }
    }
}
