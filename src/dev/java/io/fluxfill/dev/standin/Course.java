package io.fluxfill.dev.standin;

import java.time.Duration;

/** How a task goes on its way, before it ends. */
enum Course implements Misbehaviour {
    SLOW("slow", "the task takes ten times as long"),
    STUCK("stuck", "the task stays `Pending` for ever"),
    GENERATING("generating", "the task is `Reasoning`, then `Generating`, before it ends"),
    DREAMING("dreaming", "the task is `Dreaming`, a word that nobody knows, before it ends"),
    NOT_FOUND_FIRST("not found first", "the first two polls say `Task not found`"),
    VANISHES("vanishes N times", "the first poll finds the task, the next N say `Task not found`");

    private static final int TIMES_SLOWER = 10;
    private static final int POLLS_REFUSED = 2;
    private static final double THINKING = 0.33;

    private final Words words;

    Course(String words, String effect) {
        this.words = new Words(words, effect);
    }

    @Override
    public Words words() {
        return words;
    }

    /** How long a task takes. */
    static Duration length(Prompt prompt, Duration usual) {
        return prompt.asksFor(SLOW) ? usual.multipliedBy(TIMES_SLOWER) : usual;
    }

    /** The status of a task that is not finished, {@code progress} between 0 and 1. */
    static String status(Prompt prompt, double progress) {
        if (prompt.asksFor(GENERATING)) {
            return progress < THINKING ? "Reasoning" : "Generating";
        }
        return prompt.asksFor(DREAMING) ? "Dreaming" : "Pending";
    }

    /** Whether a poll misses the task; {@code poll} counts from 0. */
    static boolean misses(Prompt prompt, int poll) {
        if (prompt.asksFor(NOT_FOUND_FIRST)) {
            return poll < POLLS_REFUSED;
        }
        return poll > 0 && poll <= prompt.number(VANISHES).intValue();
    }
}
