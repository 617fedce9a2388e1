package io.fluxfill.nativeimage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CLibrary;

/**
 * Has the executable read itself into the page cache before it starts, by some C that runs when it is loaded: {@code
 * read_ahead.c}. It is compiled by the compiler that native-image uses too, wherever the executable is built.
 */
@CContext(ReadAhead.Archive.class)
@CLibrary(value = ReadAhead.NAME, requireStatic = true)
final class ReadAhead {
    static final String NAME = "read_ahead";

    private ReadAhead() {}

    /** Nobody calls it: the loader does. Declared, it makes native-image look at this class. */
    @CFunction("flux_fill_read_ahead")
    static native void run();

    /** The library that the compiled code is linked from. */
    static final class Archive implements CContext.Directives {

        @Override
        public List<String> getLibraryPaths() {
            try {
                Path folder = Files.createTempDirectory(NAME);
                Path source = folder.resolve(NAME + ".c");
                try (InputStream code = ReadAhead.class.getResourceAsStream(NAME + ".c")) {
                    Files.copy(code, source);
                }
                run(folder, "cc", "-c", "-O2", NAME + ".c");
                run(folder, "ar", "rcs", "lib" + NAME + ".a", NAME + ".o");
                return List.of(folder.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void run(Path folder, String... command) throws IOException {
            try {
                Process process = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .inheritIO()
                        .start();
                if (process.waitFor() != 0) {
                    throw new IOException(String.join(" ", command) + " has failed");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }
}
