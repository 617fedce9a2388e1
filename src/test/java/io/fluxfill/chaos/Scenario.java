package io.fluxfill.chaos;

import io.fluxfill.chaos.MisbehavingBfl.Greeting;
import io.fluxfill.chaos.MisbehavingBfl.Manner;
import io.fluxfill.testing.DynamoDb.Trouble;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What happens in one run, all of it from its seed. The first runs kill the process once at every instant between two calls, for
 * each kind of caller, and do nothing else; the others draw from everything.
 */
final class Scenario {
    /** Before and after each of the calls of a submit: two to the table, one to BFL, and one more. */
    private static final int INSTANTS = 8;

    private static final Manner[] MANNERS = Manner.values();
    private static final Trouble[] TROUBLES = Trouble.values();

    private final long seed;
    private final Random random;
    private final Caller caller;
    private final boolean enumerated;
    private final boolean overTls;
    private final int invocations;
    private final boolean tableInTrouble;
    private final boolean connectionsInTrouble;
    private final Optional<Integer> killAtInstant;
    private final Optional<Duration> killAfter;
    private final Optional<Duration> freezeAfter;
    private final Duration freezeFor;
    private boolean tableWasInTrouble;

    /** Who asks, and how they repeat what failed. */
    enum Caller {
        /** Some at once, with one key, directly. */
        DIRECT_WITH_KEY,
        /** Lambda itself, which repeats an asynchronous event by its id. */
        LAMBDA,
        /** Some at once, with one key, over HTTP. */
        HTTP_WITH_KEY,
        /** One over HTTP that has no key, and repeats after a doubt. */
        HTTP_WITHOUT_KEY
    }

    /** What happens when nothing does: for the questions that are asked afterwards. */
    static Scenario calm() {
        return new Scenario();
    }

    private Scenario() {
        seed = -1;
        random = new Random(seed);
        caller = Caller.DIRECT_WITH_KEY;
        enumerated = true;
        overTls = false;
        invocations = 1;
        tableInTrouble = false;
        connectionsInTrouble = false;
        killAtInstant = Optional.empty();
        killAfter = Optional.empty();
        freezeAfter = Optional.empty();
        freezeFor = Duration.ZERO;
    }

    Scenario(long seed) {
        this.seed = seed;
        random = new Random(seed);
        caller = Caller.values()[(int) (seed % Caller.values().length)];
        enumerated = seed < (long) INSTANTS * Caller.values().length;
        boolean many = caller == Caller.DIRECT_WITH_KEY || caller == Caller.HTTP_WITH_KEY;
        invocations = many ? (enumerated ? 2 : 1 + random.nextInt(8)) : 1;
        tableInTrouble = !enumerated && random.nextInt(2) == 0;
        connectionsInTrouble = !enumerated && random.nextInt(8) == 0;
        killAtInstant = enumerated
                ? Optional.of((int) (seed / Caller.values().length))
                : drawn(4, () -> random.nextInt(INSTANTS));
        killAfter = enumerated ? Optional.empty() : drawn(5, () -> Duration.ofMillis(random.nextInt(1500)));
        freezeAfter = enumerated ? Optional.empty() : drawn(5, () -> Duration.ofMillis(random.nextInt(800)));
        freezeFor = Duration.ofMillis(100 + random.nextInt(2400));
        overTls = !enumerated && random.nextInt(2) == 0;
    }

    /** Something, in one of so many scenarios. */
    private <T> Optional<T> drawn(int oneIn, Supplier<T> what) {
        return random.nextInt(oneIn) == 0 ? Optional.of(what.get()) : Optional.empty();
    }

    long seed() {
        return seed;
    }

    Caller caller() {
        return caller;
    }

    /** Whether BFL is asked over HTTPS. */
    boolean overTls() {
        return overTls;
    }

    /** How many ask at once. */
    int invocations() {
        return invocations;
    }

    Optional<Integer> killAtInstant() {
        return killAtInstant;
    }

    Optional<Duration> killAfter() {
        return killAfter;
    }

    Optional<Duration> freezeAfter() {
        return freezeAfter;
    }

    Duration freezeFor() {
        return freezeFor;
    }

    boolean kills() {
        return killAtInstant.isPresent() || killAfter.isPresent();
    }

    /** One of so many, for whatever must be one of some. */
    synchronized int oneOf(int many) {
        return random.nextInt(many);
    }

    synchronized Manner manner() {
        return enumerated || random.nextInt(2) == 0 ? Manner.ACCEPT : MANNERS[random.nextInt(MANNERS.length)];
    }

    synchronized Greeting greeting() {
        return connectionsInTrouble && random.nextInt(3) == 0
                ? Greeting.values()[random.nextInt(Greeting.values().length)]
                : Greeting.WELCOME;
    }

    synchronized Trouble trouble() {
        if (!tableInTrouble || random.nextInt(6) != 0) {
            return Trouble.NONE;
        }
        tableWasInTrouble = true;
        return TROUBLES[random.nextInt(TROUBLES.length)];
    }

    /** Whether any call to the table went wrong so far. */
    synchronized boolean tableWasInTrouble() {
        return tableWasInTrouble;
    }
}
