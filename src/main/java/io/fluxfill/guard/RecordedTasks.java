package io.fluxfill.guard;

import io.fluxfill.bfl.TaskDirectory;
import io.fluxfill.waiting.Durations;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Finds tasks by the records of their submits. */
public final class RecordedTasks implements TaskDirectory {
    /** There are other ways to find a task. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(RecordedTasks.class);

    private final GuardTable table;

    /** @param table has the records */
    public RecordedTasks(GuardTable table) {
        this.table = table;
    }

    @Override
    public Optional<String> pollingUrl(String id, Duration limit) {
        try {
            return table.pollingUrl(id, Durations.shorter(limit, LONGEST_LOOK));
        } catch (TableException trouble) {
            LOG.warnf("A task could not be looked up in the guard's table: %s", trouble.getMessage());
            return Optional.empty();
        }
    }
}
