package io.fluxfill.benchmark;

import java.io.IOException;
import java.nio.file.Path;

/** Linux' page cache, as far as it holds one file. A program in Python asks the system, which Java cannot. */
final class PageCache {
    private static final String PROGRAM = "src/bench/python/page_cache.py";

    private final Path file;

    PageCache(Path file) {
        this.file = file;
    }

    /**
     * Drops every page, so that the next who needs one has to wait for the disk.
     *
     * @throws IOException if any is there afterwards, as those are that a process has mapped
     */
    void drop() throws IOException, InterruptedException {
        long left = Long.parseLong(Programs.said("python3", PROGRAM, "--drop", file.toString()));
        if (left != 0) {
            throw new IOException(left + " bytes of " + file + " stay in the page cache.");
        }
    }

    /** How many bytes of the file are there, in whole pages. */
    long bytes() throws IOException, InterruptedException {
        return Long.parseLong(Programs.said("python3", PROGRAM, file.toString()));
    }
}
