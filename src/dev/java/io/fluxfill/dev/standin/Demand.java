package io.fluxfill.dev.standin;

import io.fluxfill.dev.http.Reply;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An {@link HttpTrouble} that a prompt demands, and how often: {@code [503]} always, {@code [503 once]}, {@code [503 twice]},
 * {@code [503 5 times]}.
 *
 * @param wish its words, to count by
 * @param trouble what comes
 * @param number the number in the trouble's own words, 0 where they have none
 * @param times how often, or {@link #ALWAYS}
 */
record Demand(String wish, HttpTrouble trouble, long number, int times) {

    static final int ALWAYS = Integer.MAX_VALUE;

    /** Whose answers it takes the place of. */
    enum Scope {
        SUBMIT(""),
        POLL("poll ");

        private final String prefix;

        Scope(String prefix) {
            this.prefix = prefix;
        }
    }

    /** The first that a prompt has for submits, or for polls. */
    static Optional<Demand> in(Prompt prompt, Scope scope) {
        return prompt.wishes().stream()
                .flatMap(wish -> of(wish, scope).stream())
                .findFirst();
    }

    /** The answer instead, unless it came often enough. */
    Optional<Reply> answer(int alreadyAnswered, Instant now) {
        return alreadyAnswered < times ? Optional.of(trouble.answer(number, now)) : Optional.empty();
    }

    private static Optional<Demand> of(String wish, Scope scope) {
        for (HttpTrouble trouble : HttpTrouble.values()) {
            String own = trouble.words().regex();
            Matcher matcher = Pattern.compile(
                            scope.prefix + "(?<own>" + own + ")(?: (?<times>once|twice|(?<count>\\d{1,4}) times))?",
                            Pattern.CASE_INSENSITIVE)
                    .matcher(wish);
            if (matcher.matches()) {
                long number = trouble.words()
                        .number(matcher.group("own"))
                        .map(BigDecimal::longValue)
                        .orElse(0L);
                return Optional.of(new Demand(wish.toLowerCase(Locale.ROOT), trouble, number, times(matcher)));
            }
        }
        return Optional.empty();
    }

    private static int times(Matcher matcher) {
        if (matcher.group("times") == null) {
            return ALWAYS;
        }
        if (matcher.group("count") != null) {
            return Integer.parseInt(matcher.group("count"));
        }
        return matcher.group("times").equalsIgnoreCase("once") ? 1 : 2;
    }
}
