package io.fluxfill.benchmark;

import java.time.Duration;

/** The names of what is measured, in milliseconds and megabytes (of 1,048,576 bytes). */
final class Figures {
    static final String INIT = "init_ms";
    static final String RESIDENT = "resident_after_init_mb";
    static final String WAIT_OVERHEAD = "wait_overhead_ms";
    static final String WAIT_RHYTHM = "wait_rhythm_ms";
    static final String WAIT_PROCESSING = "wait_processing_ms";

    /** On a cold disk, read without read-ahead until the process asked for its first event: the pages that it touched. */
    static final String TOUCHED = "disk_touched_mb";

    private Figures() {}

    /** A duration as figures have it. */
    static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    /** A figure of a process whose program was on the disk alone when it started. */
    static String onColdDisk(String figure) {
        return "disk_" + figure;
    }

    /** What was read from the disk until then. */
    static String read(String until) {
        return "disk_read_until_" + until + "_mb";
    }

    /** How often the process waited for a page from the disk until then. */
    static String majorFaults(String until) {
        return "disk_major_faults_until_" + until;
    }

    /** Memory that was pages of files then. */
    static String fileResident(String until) {
        return "disk_file_resident_" + until + "_mb";
    }

    /** From handing out a process's first event to its answer. */
    static String first(Shape shape) {
        return "first_" + shape.key() + "_ms";
    }

    /** The same and the init. */
    static String firstAnswer(Shape shape) {
        return "first_answer_" + shape.key() + "_ms";
    }

    /** An event's time in a process that has had such before. */
    static String warm(Shape shape) {
        return "warm_" + shape.key() + "_ms";
    }

    /** The same without the time in which BFL had the request. */
    static String overhead(Shape shape) {
        return "overhead_" + shape.key() + "_ms";
    }

    /** The most memory that a process has held after ten of such. */
    static String most(Shape shape) {
        return "most_resident_" + shape.key() + "_mb";
    }

    /** A figure that was measured with the processor's share that goes with so much memory. */
    static String at(int megabytes, String figure) {
        return "at_" + megabytes + "_mb_" + figure;
    }
}
