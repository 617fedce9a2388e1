package io.fluxfill.benchmark;

import io.fluxfill.lambda.FileUse;
import io.fluxfill.lambda.Init;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Starts from a disk: before each start every page of the program is dropped from the page cache, as in a new sandbox of
 * Lambda's. What Lambda brings itself, such as an interpreter, is not looked at.
 */
final class ColdDisk {
    /** Until the process asks for its first event. */
    static final String NEXT = "next";

    /** Until its first answer. */
    static final String ANSWER = "answer";

    /** That of Linux' block devices where nobody has set another. */
    static final int READ_AHEAD_KILOBYTES = 128;

    private static final double MEGABYTE = 1024 * 1024;

    private final HttpsBfl bfl;
    private final Results results;
    private final Consumer<String> say;

    /**
     * @param say told what is being done, and why something is not
     */
    ColdDisk(HttpsBfl bfl, Results results, Consumer<String> say) {
        this.bfl = bfl;
        this.results = results;
        this.say = say;
    }

    /** Measures the rows by turns. */
    void measure(List<Row> rows, int starts) throws IOException, InterruptedException {
        List<Row> programs =
                rows.stream().filter(row -> row.program().isPresent()).toList();
        for (int start = 1; start <= starts; start++) {
            say.accept("cold disk, " + start + " of " + starts);
            for (Row row : programs) {
                Path program = row.program().get();
                Optional<ReadAhead> usual = ReadAhead.set(program, READ_AHEAD_KILOBYTES);
                if (usual.isEmpty()) {
                    say.accept("No cold disk: the read-ahead of the disk that has " + program + " cannot be set.");
                    return;
                }
                try (ReadAhead set = usual.get()) {
                    start(row, new PageCache(program));
                }
                try (ReadAhead set = ReadAhead.set(program, 0).orElseThrow()) {
                    touch(row, new PageCache(program));
                }
            }
        }
    }

    private void start(Row row, PageCache cache) throws IOException, InterruptedException {
        cache.drop();
        try (LiveFunction function = LiveFunction.of(row)) {
            Init init = function.prepare();
            add(row, Figures.onColdDisk(Figures.INIT), Figures.millis(init.duration()));
            add(row, NEXT, function.fileUse());
            Duration duration =
                    function.submit(Shape.SMALL_DIRECT, bfl).report().duration();
            add(
                    row,
                    Figures.onColdDisk(Figures.firstAnswer(Shape.SMALL_DIRECT)),
                    Figures.millis(init.duration().plus(duration)));
            add(row, ANSWER, function.fileUse());
        }
    }

    /** Without the executable's own reading ahead, which would touch all of it. */
    private void touch(Row row, PageCache cache) throws IOException, InterruptedException {
        cache.drop();
        try (LiveFunction function = LiveFunction.of(row.with("FLUX_FILL_READ_AHEAD", "false"))) {
            function.prepare();
            add(row, Figures.TOUCHED, cache.bytes() / MEGABYTE);
        }
    }

    private void add(Row row, String until, FileUse use) {
        add(row, Figures.read(until), use.readBytes() / MEGABYTE);
        add(row, Figures.majorFaults(until), use.majorFaults());
        add(row, Figures.fileResident(until), use.residentKilobytes() / 1024.0);
    }

    private void add(Row row, String figure, double value) {
        results.add(row, figure, value);
    }
}
