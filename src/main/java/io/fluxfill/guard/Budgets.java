package io.fluxfill.guard;

import io.fluxfill.bfl.Submission;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many of BFL's credits submits may cost on a day, which begins at midnight, UTC.
 *
 * @param perDay for all together, if there is a limit
 * @param perCaller for each caller, if there is one; callers that do not say who they are count as one
 */
public record Budgets(Optional<Integer> perDay, Optional<Integer> perCaller) {
    /** No limits. */
    public static final Budgets NONE = new Budgets(Optional.empty(), Optional.empty());

    /** Longer names are counted by their hash: a key in DynamoDB has 2 KB at most. */
    private static final int LONGEST_NAME = 256;

    private static final String NOBODY = "nobody";

    /** What a submit counts if it is made now. */
    List<Charge> chargesFor(Submission submission, Instant now) {
        String day = "budget#" + LocalDate.ofInstant(now, ZoneOffset.UTC);
        int credits = submission.endpoint().credits();
        List<Charge> charges = new ArrayList<>();
        perDay.ifPresent(budget -> charges.add(new Charge(day, credits, budget, false)));
        perCaller.ifPresent(budget -> charges.add(
                new Charge(day + "#" + name(submission.origin().caller().orElse(NOBODY)), credits, budget, true)));
        return charges;
    }

    private static String name(String caller) {
        return caller.length() > LONGEST_NAME ? RequestHash.of(caller) : caller;
    }
}
