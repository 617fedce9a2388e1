package io.fluxfill.storage;

import io.fluxfill.error.SafeText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Files for pictures on their way. A process that is killed leaves its file behind, and the folder outlives it: on Lambda the
 * next process of the sandbox would have so much less space. So each file's name says whose it is, and the first use deletes
 * those of processes that have ended.
 */
final class PictureFiles {
    private static final String PREFIX = "flux-fill-";
    private static final String SUFFIX = ".picture";
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})-[0-9]+" + Pattern.quote(SUFFIX));

    private static final Logger LOG = Logger.getLogger(PictureFiles.class);

    private final Path folder;
    private final long self;
    private final LongPredicate lives;
    private boolean tidied;

    /** In the folder for temporary files, of this process. */
    PictureFiles() {
        this(
                Path.of(System.getProperty("java.io.tmpdir")),
                ProcessHandle.current().pid(),
                pid -> ProcessHandle.of(pid).isPresent());
    }

    /**
     * @param folder where they are
     * @param self the number of this process
     * @param lives tells the number of a process that lives from others
     */
    PictureFiles(Path folder, long self, LongPredicate lives) {
        this.folder = folder;
        this.self = self;
        this.lives = lives;
    }

    /** Makes an empty file, which the caller deletes. */
    Path make() throws IOException {
        tidyOnce();
        return Files.createTempFile(folder, PREFIX + self + "-", SUFFIX);
    }

    /** A number is given anew after its process: before the first file of this one, those by its number are another's. */
    private synchronized void tidyOnce() {
        if (tidied) {
            return;
        }
        tidied = true;
        try (DirectoryStream<Path> left = Files.newDirectoryStream(
                folder, file -> owner(file).filter(this::hasEnded).isPresent())) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warnf("Files of earlier processes could not be deleted: %s", SafeText.kind(e));
        }
    }

    private boolean hasEnded(long owner) {
        return owner == self || !lives.test(owner);
    }

    private static Optional<Long> owner(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? Optional.of(Long.valueOf(name.group(1))) : Optional.empty();
    }
}
