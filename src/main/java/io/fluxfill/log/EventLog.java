package io.fluxfill.log;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private final Logger logger = Logger.getLogger("io.fluxfill.event");
    private final AtomicBoolean cold = new AtomicBoolean(true);
    private final Clock clock;
    private final Optional<String> functionName;
    private final Supplier<Optional<String>> traceHeader;

    /**
     * A log with metrics and traces.
     *
     * @param functionName the name by which metrics are told apart; without one, as outside of Lambda, there are none
     * @param traceHeader gives the X-Ray header of the event at hand
     */
    public EventLog(Clock clock, Optional<String> functionName, Supplier<Optional<String>> traceHeader) {
        this.clock = clock;
        this.functionName = functionName;
        this.traceHeader = traceHeader;
    }

    /** A log without metrics and traces. */
    public EventLog(Clock clock) {
        this(clock, Optional.empty(), Optional::empty);
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

    /** Writes the line of an event that has ended. */
    public void end(EventRecord event) {
        logger.info(event.toLine());
    }
}
