package io.fluxfill.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A control group that holds one process to its share of a processor, as Lambda does by the function's memory. */
final class CpuShare implements AutoCloseable {
    /** Lambda's: a process that has used up its share rests until the next 20 ms begin. */
    private static final long PERIOD_MICROS = 20_000;

    /** Linux takes no shorter time. */
    private static final long LEAST_MICROS = 1_000;

    /** A group can be removed a moment after its last process has ended. */
    private static final int REMOVALS = 200;

    private static final long PAUSE_NANOS = 5_000_000;

    /** Tells whose group it is, if it should ever be left. */
    static final String NAME = "flux-fill-" + ProcessHandle.current().pid() + "-";

    private final CpuLimits limits;
    private final Path group;
    private final double share;

    /**
     * Makes a group without a process, in which a process has a whole processor until {@link #apply}.
     *
     * @param mount where control groups are mounted
     * @param share a fraction of one processor; more than one is more than one processor
     * @throws IOException if the group cannot be made
     */
    CpuShare(Path mount, double share) throws IOException {
        this.limits = CpuLimits.at(mount);
        this.share = share;
        this.group = Files.createTempDirectory(limits.parent(mount), NAME);
        limit(Math.max(1, share));
    }

    /** Takes a process in, with all its threads. */
    void add(long pid) throws IOException {
        Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
    }

    /** From now on there is only the share. */
    void apply() throws IOException {
        limit(share);
    }

    Path group() {
        return group;
    }

    /** Removes the group, whose process must have been killed. */
    @Override
    public void close() {
        for (int tries = 0; tries < REMOVALS && !removed(); tries++) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void limit(double processors) throws IOException {
        limits.limit(group, Math.max(LEAST_MICROS, Math.round(processors * PERIOD_MICROS)), PERIOD_MICROS);
    }

    private boolean removed() {
        try {
            Files.deleteIfExists(group);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
