package io.fluxfill.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the JVM keeps of a training run: an AOT cache (JEP 483, made in one step by JEP 514) from JDK 25 on, a CDS archive
 * with the application's classes before.
 */
final class ClassCache {
    private static final int FIRST_WITH_AOT = 25;
    private static final int SECONDS = 120;

    private final String word;
    private final Path file;
    private final List<String> make;
    private final List<String> use;

    private ClassCache(String word, Path file, String make, String use) {
        this.word = word;
        this.file = file;
        this.make = List.of(make + file);
        this.use = List.of(use + file);
    }

    /** What the JVM of that version has. */
    static ClassCache of(int version, Path folder) {
        Path absolute = folder.toAbsolutePath();
        return version >= FIRST_WITH_AOT
                ? new ClassCache("AOT cache", absolute.resolve("function.aot"), "-XX:AOTCacheOutput=", "-XX:AOTCache=")
                : new ClassCache(
                        "AppCDS",
                        absolute.resolve("function.jsa"),
                        "-XX:ArchiveClassesAtExit=",
                        "-XX:SharedArchiveFile=");
    }

    /** Its name in the tables. */
    String word() {
        return word;
    }

    Path file() {
        return file;
    }

    /** The JVM's options to use it. */
    List<String> use() {
        return use;
    }

    /** Makes it anew: a JVM answers each shape of a submit, is asked to end, and writes it down. */
    void train(JvmCommand command, Row row, HttpsBfl bfl) throws IOException, InterruptedException {
        Files.deleteIfExists(file);
        Row training = new Row(row.key(), row.title(), command.with(make), row.environment(), row.size());
        try (LiveFunction function = LiveFunction.of(training)) {
            for (Shape shape : Shape.values()) {
                function.submit(shape, bfl);
            }
            endGently();
        }
        if (!Files.exists(file)) {
            throw new IOException("The JVM made no " + word + ".");
        }
    }

    /** The emulator only kills, as Lambda does. The process is the one child that this one has now. */
    private static void endGently() throws IOException, InterruptedException {
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            child.destroy();
            try {
                child.onExit().get(SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException e) {
                throw new IOException("The training run does not end", e);
            }
        }
    }
}
