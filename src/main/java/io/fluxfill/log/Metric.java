package io.fluxfill.log;

/**
 * Every metric in the namespace {@code FluxFill}: name and unit. CloudWatch charges for each of them and for each value of
 * each dimension, so they are few; all have the dimension {@code FunctionName}, {@link #FAILED} is also told by
 * {@code ErrorType}.
 *
 * <p>They count answers, not tasks. A client that asks for a task again after it was told {@code Ready} makes it Ready
 * once more, with its credits: the function keeps nothing between events, so it cannot know. {@link #SUBMITTED} is counted
 * once for each task.
 */
enum Metric {
    /** 1 where BFL accepted a submit, 0 where it did not, or where nobody knows; absent where none was sent. */
    SUBMITTED("Submitted", Unit.COUNT),
    /** The picture was ready. */
    READY("Ready", Unit.COUNT),
    /** BFL refused the prompt or a picture. This is no failure. */
    REQUEST_MODERATED("RequestModerated", Unit.COUNT),
    /** BFL withheld the picture. This is no failure. */
    CONTENT_MODERATED("ContentModerated", Unit.COUNT),
    /** The event ended in any other error that has a name, whoever caused it. */
    FAILED("Failed", Unit.COUNT),
    /** From BFL's acceptance, or from the pick-up, to BFL's last answer; absent where nothing was waited for. */
    WAIT_MS("WaitMs", Unit.MILLISECONDS),
    /** How long each poll took, answered or not; of more than a hundred the first hundred. */
    POLL_MS("PollMs", Unit.MILLISECONDS),
    /** What BFL says that the finished picture cost, in its credits. */
    CREDITS("Credits", Unit.COUNT),
    /** What submits that BFL accepted, or may have, count against budgets, in BFL's credits; absent without a budget. */
    CREDITS_COUNTED("CreditsCounted", Unit.COUNT),
    /** 1 for the first event of a process, else 0. */
    COLD_START("ColdStart", Unit.COUNT),
    /** How long the whole event took. */
    DURATION_MS("DurationMs", Unit.MILLISECONDS),
    /** 1 where a copy of the picture is in S3, 0 where it should be and is not; absent where none was wanted. */
    OUTPUT_KEPT("OutputKept", Unit.COUNT);

    private final String label;
    private final Unit unit;

    Metric(String label, Unit unit) {
        this.label = label;
        this.unit = unit;
    }

    /** The name, in CloudWatch and in the line. */
    String label() {
        return label;
    }

    /** The unit, in CloudWatch's words. */
    String unit() {
        return unit.word;
    }

    private enum Unit {
        COUNT("Count"),
        MILLISECONDS("Milliseconds");

        private final String word;

        Unit(String word) {
            this.word = word;
        }
    }
}
