package io.fluxfill.guard;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What came of the wish to submit a request that has no key. */
public sealed interface Flight {

    /**
     * The request is noted as under way, and its credits are counted.
     *
     * @param others when those cannot be alive any more that have the same request under way
     * @param doubtUntil until when the request is in doubt, if it is
     */
    record Entered(List<Instant> others, Optional<Instant> doubtUntil) implements Flight {

        public Entered {
            others = List.copyOf(others);
        }
    }

    /** Nothing is noted or counted: it would go over a budget. */
    record OverBudget(Charge charge) implements Flight {}
}
