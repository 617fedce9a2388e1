package io.fluxfill.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How much Linux reads of the disk that a file is on when one page of it is wanted; as it was before, once this is closed. */
final class ReadAhead implements AutoCloseable {
    private static final int MINOR_BITS = 8;
    private static final int MINOR_MASK = 0xff;

    private final Path setting;
    private final String before;

    private ReadAhead(Path setting, String before) {
        this.setting = setting;
        this.before = before;
    }

    /**
     * Sets it; empty where there is no such disk, or this user may not.
     *
     * @param kilobytes 0 for that page alone
     */
    static Optional<ReadAhead> set(Path file, int kilobytes) throws IOException {
        long device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
        Path disk = Path.of("/sys/dev/block", (device >> MINOR_BITS) + ":" + (device & MINOR_MASK));
        // A partition has none of its own.
        for (String place : List.of("queue", "../queue")) {
            Path setting = disk.resolve(place).resolve("read_ahead_kb");
            if (Files.isWritable(setting)) {
                ReadAhead readAhead = new ReadAhead(setting, Files.readString(setting));
                Files.writeString(setting, Integer.toString(kilobytes));
                return Optional.of(readAhead);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        Files.writeString(setting, before);
    }
}
