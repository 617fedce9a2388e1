package io.fluxfill.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the build has put things, seen from the project's folder. */
final class Places {
    private static final Path TARGET = Path.of("target");
    static final Path FOLDER = TARGET.resolve("bench");
    static final Path JVM = FOLDER.resolve("jvm");
    static final Path JVM_LIBRARIES = JVM.resolve("lib");
    static final Path RUNTIME = FOLDER.resolve("runtime");
    static final Path ZIP = TARGET.resolve("function.zip");
    static final Path RUST_TWIN = FOLDER.resolve("rust/release/fill");
    static final Path GO_TWIN = FOLDER.resolve("go/fill");
    static final Path NODE_HANDLER = Path.of("src/bench/node/handler.mjs");
    static final Path PYTHON_HANDLER = Path.of("src/bench/python/handler.py");

    private Places() {}

    /** The native executable, unpacked from what is deployed; {@code -Dnative.image.path} names another. */
    static Path executable() {
        return Path.of(System.getProperty(
                        "native.image.path", FOLDER.resolve("bootstrap").toString()))
                .toAbsolutePath();
    }

    /** All jars of the function on the JVM, the function's own first, and Lambda's runtime. */
    static List<Path> jars() throws IOException {
        return Stream.of(List.of(only(JVM, "-runner.jar")), files(JVM_LIBRARIES, ".jar"), files(RUNTIME, ".jar"))
                .flatMap(List::stream)
                .toList();
    }

    /** The size of files, or of all files in folders. */
    static long bytes(Path... places) throws IOException {
        long bytes = 0;
        for (Path place : places) {
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    bytes += Files.size(file);
                }
            }
        }
        return bytes;
    }

    /** Deletes a folder and what is in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Path only(Path folder, String end) throws IOException {
        List<Path> found = files(folder, end);
        if (found.size() != 1) {
            throw new IOException("There should be one file *" + end + " in " + folder + ", and there are "
                    + found.size() + ": run src/bench/run, which makes it.");
        }
        return found.get(0);
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(end))
                    .filter(Files::isRegularFile)
                    .map(Path::toAbsolutePath)
                    .sorted()
                    .toList();
        }
    }
}
