package io.fluxfill.dev.standin;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The ways in which the stand-in misbehaves on demand. A request asks for one by writing its words, brackets included,
 * anywhere in the prompt: {@code "an empty launch pad [moderated content]"}.
 *
 * <p>"Twice" counts over all submits of this stand-in: two are refused, the third is accepted, and so on.
 */
public enum Misbehaviour {
    /** The task ends at once with {@code Request Moderated}, and is not charged. */
    REQUEST_MODERATED("[moderated request]"),
    /** The task ends with {@code Content Moderated} after the usual time, and is not charged. */
    CONTENT_MODERATED("[moderated content]"),
    /** The task ends with {@code Error} and a reason in {@code details.error}. */
    ERROR("[error]"),
    /** The task ends with {@code Failed} and a reason in {@code result.error}. */
    FAILED("[failed]"),
    /** The submit is refused for want of credits. */
    SUBMIT_402("[402]"),
    /** The submit is refused for its key. */
    SUBMIT_403("[403]"),
    /** The submit is refused as one too many, always, with {@code Retry-After: 1}. */
    SUBMIT_429("[429]"),
    /** The submit is refused as one too many two times, and then accepted. */
    SUBMIT_429_TWICE("[429 twice]"),
    /** The submit answers 500, as plain text. */
    SUBMIT_500("[500]"),
    /** The submit answers 503, always, as an HTML page. */
    SUBMIT_503("[503]"),
    /** The submit answers 503 two times, and is then accepted. */
    SUBMIT_503_TWICE("[503 twice]"),
    /** The task is accepted (and charged), but the connection closes without an answer. */
    SUBMIT_LOST("[lost answer]"),
    /** The task is accepted (and charged), but the answer is not JSON. */
    SUBMIT_GARBLED("[garbled answer]"),
    /** The first two polls answer {@code Task not found}. */
    NOT_FOUND_FIRST("[not found first]"),
    /** The first two polls answer 503 without a status. */
    POLL_503_TWICE("[poll 503 twice]"),
    /** The task stays {@code Pending} for ever. */
    STUCK("[stuck]"),
    /** The task takes ten times as long. */
    SLOW("[slow]"),
    /** The task is {@code Reasoning} and then {@code Generating} before it is {@code Ready}. */
    GENERATING("[generating]"),
    /** The task is {@code Ready}, but its picture cannot be fetched. */
    PICTURE_GONE("[picture gone]");

    private final String words;

    Misbehaviour(String words) {
        this.words = words;
    }

    /** What to write into the prompt, brackets included. */
    public String words() {
        return words;
    }

    /** All that a prompt asks for. */
    static Set<Misbehaviour> in(String prompt) {
        String lower = prompt.toLowerCase(Locale.ROOT);
        Set<Misbehaviour> found = EnumSet.noneOf(Misbehaviour.class);
        for (Misbehaviour each : values()) {
            if (lower.contains(each.words)) {
                found.add(each);
            }
        }
        return found;
    }
}
