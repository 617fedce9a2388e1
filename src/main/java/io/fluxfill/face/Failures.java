package io.fluxfill.face;

import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.log.EventRecord;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Gives every failure what its caller needs: a name, and the task that may be paid already. */
public final class Failures {
    private static final Logger LOG = Logger.getLogger(Failures.class);

    private Failures() {}

    /**
     * Does some work, and gives every failure of it a name, those of this project's own making too, and the handle of the
     * task that was accepted before it: a paid task must not be lost. Whatever can fail once a task is accepted happens in
     * here.
     *
     * @throws FluxFillException whatever goes wrong
     */
    public static <T> T named(EventRecord record, Supplier<T> work) {
        try {
            return work.get();
        } catch (FluxFillException failure) {
            throw withTask(record, failure);
        } catch (Throwable fault) {
            LOG.error("A fault of this project", withoutMessages(fault));
            throw withTask(
                    record,
                    new FluxFillException(
                            ErrorType.INTERNAL,
                            "A fault of this function (" + fault.getClass().getSimpleName() + ")."));
        }
    }

    private static FluxFillException withTask(EventRecord record, FluxFillException failure) {
        return record.attempts().accepted().map(failure::about).orElse(failure);
    }

    /** The same stack traces: messages may quote what was sent. */
    private static Throwable withoutMessages(Throwable fault) {
        Throwable cause = fault.getCause() == null ? null : withoutMessages(fault.getCause());
        Throwable copy = new Throwable(fault.getClass().getName(), cause);
        copy.setStackTrace(fault.getStackTrace());
        return copy;
    }
}
