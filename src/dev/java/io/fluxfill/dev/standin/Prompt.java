package io.fluxfill.dev.standin;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A prompt, read for what it asks the stand-in to do. */
final class Prompt {

    private static final Pattern WISH = Pattern.compile("\\[([A-Za-z0-9. ]{1,80})]");

    private final String text;
    private final List<String> wishes;

    Prompt(String text) {
        this.text = text;
        this.wishes = WISH.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** What stands between brackets, in its order. */
    List<String> wishes() {
        return wishes;
    }

    boolean asksFor(Misbehaviour misbehaviour) {
        return wishes.stream().anyMatch(misbehaviour.words()::match);
    }

    /** Those of {@code all} that it asks for, in their own order. */
    <M extends Misbehaviour> List<M> askedOf(M[] all) {
        return Stream.of(all).filter(this::asksFor).toList();
    }

    /** The first of {@code all} that it asks for. */
    <M extends Misbehaviour> Optional<M> firstAskedOf(M[] all) {
        return Stream.of(all).filter(this::asksFor).findFirst();
    }

    /** What those of {@code all} that it asks for make of a value, one after the other. */
    <M extends Misbehaviour, T> T changed(T value, M[] all, BiFunction<M, T, T> change) {
        T changed = value;
        for (M each : askedOf(all)) {
            changed = change.apply(each, changed);
        }
        return changed;
    }

    /** The number in the words of a misbehaviour, in seconds. */
    Duration seconds(Misbehaviour misbehaviour) {
        return Duration.ofMillis(number(misbehaviour).movePointRight(3).longValue());
    }

    /** The number in the words of a misbehaviour, zero where it asks for none. */
    BigDecimal number(Misbehaviour misbehaviour) {
        return wishes.stream()
                .flatMap(wish -> misbehaviour.words().number(wish).stream())
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    @Override
    public String toString() {
        return text;
    }
}
