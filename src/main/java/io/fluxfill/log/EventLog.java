package io.fluxfill.log;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Writes one line for every event, in the category {@code io.fluxfill.event}, level info. */
public final class EventLog {
    /** Where Quarkus keeps the id of the invocation. */
    private static final String REQUEST_ID = "AWSRequestId";

    private final Logger logger = Logger.getLogger("io.fluxfill.event");
    private final AtomicBoolean cold = new AtomicBoolean(true);
    private final Clock clock;

    public EventLog(Clock clock) {
        this.clock = clock;
    }

    /** Begins the record of an event. */
    public EventRecord begin() {
        Object requestId = MDC.get(REQUEST_ID);
        return new EventRecord(requestId == null ? "" : requestId.toString(), cold.getAndSet(false), clock);
    }

    /** Writes the line of an event that has ended. */
    public void end(EventRecord event) {
        logger.info(event.toLine());
    }
}
