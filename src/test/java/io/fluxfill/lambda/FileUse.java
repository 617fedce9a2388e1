package io.fluxfill.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has had from files until now, as Linux tells it. The program itself is the most of it.
 *
 * @param readBytes what was read from a disk for it, read-ahead included
 * @param majorFaults how often it had to wait for a page from a disk
 * @param residentKilobytes its memory that is pages of files
 */
public record FileUse(long readBytes, long majorFaults, long residentKilobytes) {
    /** Behind the name in brackets, which may hold anything, in {@code /proc/PID/stat}. */
    private static final int MAJOR_FAULTS = 9;

    /** Of a process that is alive. */
    static FileUse of(long pid) throws IOException {
        Path folder = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(folder.resolve("stat"));
        String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new FileUse(
                ProcessMemory.value(folder.resolve("io"), "read_bytes:").orElseThrow(),
                Long.parseLong(behindName[MAJOR_FAULTS]),
                ProcessMemory.value(folder.resolve("status"), "RssFile:").orElseThrow());
    }
}
