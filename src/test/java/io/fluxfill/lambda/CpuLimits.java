package io.fluxfill.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** By which means of this machine a process can be given a part of a processor. */
public enum CpuLimits {
    CGROUP_V1("cgroup v1"),
    CGROUP_V2("cgroup v2"),
    NONE("none");

    static final Path MOUNT = Path.of("/sys/fs/cgroup");

    private static final String CONTROLLER = "cpu";

    private final String word;

    CpuLimits(String word) {
        this.word = word;
    }

    /** In a word, for tables: {@code cgroup v1}, {@code cgroup v2} or {@code none}. */
    public String word() {
        return word;
    }

    /** The means that there is where control groups are mounted, and that this user may use. */
    static CpuLimits at(Path mount) {
        if (Files.exists(mount.resolve(CONTROLLER).resolve("cpu.cfs_quota_us"))) {
            return mayMakeGroups(mount.resolve(CONTROLLER)) ? CGROUP_V1 : NONE;
        }
        return mayMakeGroups(mount) && delegates(mount) ? CGROUP_V2 : NONE;
    }

    /** The group below which groups with a limit are made. */
    Path parent(Path mount) {
        return switch (this) {
            case CGROUP_V1 -> mount.resolve(CONTROLLER);
            case CGROUP_V2 -> mount;
            case NONE ->
                throw new IllegalStateException(
                        "A process cannot be given a part of a processor: this machine has no control group for it that"
                                + " this user may write to.");
        };
    }

    /** Lets the processes of a group run for so much of each period; where they run on two processors, that counts twice. */
    void limit(Path group, long quotaMicros, long periodMicros) throws IOException {
        switch (this) {
            case CGROUP_V1 -> {
                Files.writeString(group.resolve("cpu.cfs_period_us"), Long.toString(periodMicros));
                Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quotaMicros));
            }
            case CGROUP_V2 -> Files.writeString(group.resolve("cpu.max"), quotaMicros + " " + periodMicros);
            case NONE -> throw new IllegalStateException("There is nothing to limit a process with.");
        }
    }

    private static boolean mayMakeGroups(Path parent) {
        return Files.isWritable(parent) && Files.isWritable(parent.resolve("cgroup.procs"));
    }

    /** Whether groups below the first one have the controller; where they have not, they are given it. */
    private static boolean delegates(Path mount) {
        try {
            if (!names(mount.resolve("cgroup.controllers"))) {
                return false;
            }
            Path delegated = mount.resolve("cgroup.subtree_control");
            if (!names(delegated)) {
                Files.writeString(delegated, "+" + CONTROLLER);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean names(Path controllers) throws IOException {
        return Files.readString(controllers).matches("(?s)(.*\\s)?" + CONTROLLER + "(\\s.*)?");
    }
}
