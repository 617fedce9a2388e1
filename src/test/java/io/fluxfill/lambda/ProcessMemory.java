package io.fluxfill.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What Linux tells of a process's memory, in kilobytes; empty on other systems, and of a process that has ended. */
final class ProcessMemory {
    private final Path status;

    ProcessMemory(long pid) {
        status = Path.of("/proc", Long.toString(pid), "status");
    }

    /** The memory that it holds now. */
    Optional<Long> resident() {
        return value("VmRSS:");
    }

    /** The most that it has ever held. */
    Optional<Long> mostResident() {
        return value("VmHWM:");
    }

    private Optional<Long> value(String name) {
        try {
            return value(status, name);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The number in the line of one of Linux' files that begins with a name. */
    static Optional<Long> value(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst();
    }
}
