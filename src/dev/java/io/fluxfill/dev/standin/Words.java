package io.fluxfill.dev.standin;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that a prompt may hold in brackets, and what they do. Case does not matter; {@code N} alone stands for a number. */
final class Words {

    private static final Pattern PLACE_OF_NUMBER = Pattern.compile("\\bN\\b");
    private static final String NUMBER = "(\\\\d{1,6}(?:\\\\.\\\\d{1,3})?)";
    private static final String WORDS = "[A-Za-z0-9 ]+";

    private final String text;
    private final String effect;
    private final Pattern pattern;

    /**
     * @param text letters, digits and single spaces, without the brackets
     * @param effect what they do, as a sentence for people
     */
    Words(String text, String effect) {
        if (!text.matches(WORDS)) {
            throw new IllegalArgumentException("No words: " + text);
        }
        this.text = text;
        this.effect = effect;
        this.pattern = Pattern.compile(regex(), Pattern.CASE_INSENSITIVE);
    }

    /** What they do, as a sentence for people. */
    String effect() {
        return effect;
    }

    /** Matches them, with a group for their number where they have one. */
    String regex() {
        return PLACE_OF_NUMBER.matcher(text).replaceAll(NUMBER);
    }

    boolean match(String wish) {
        return pattern.matcher(wish).matches();
    }

    /** The number that a wish has in the place of {@code N}. */
    Optional<BigDecimal> number(String wish) {
        Matcher matcher = pattern.matcher(wish);
        return matcher.matches() && matcher.groupCount() > 0
                ? Optional.of(new BigDecimal(matcher.group(1)))
                : Optional.empty();
    }

    /** As they are written into a prompt, brackets included. */
    @Override
    public String toString() {
        return "[" + text + "]";
    }
}
