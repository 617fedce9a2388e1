package io.fluxfill.dev.standin;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * How a {@link StandIn} behaves. {@link #defaults()} are BFL's times and limits, on free ports.
 *
 * @param firstPort where the first host listens; the others have the ports after it, in the order of {@link Host}. 0 for
 *     free ones
 * @param clock tells the age of tasks and of signed URLs
 * @param generationTime how long a task takes
 * @param acceptedKeys the keys that are let in at first; empty for every key of the right form
 * @param maxActiveTasks more unfinished tasks than this are refused with 429
 * @param credits what the account holds
 */
public record StandInOptions(
        int firstPort,
        Clock clock,
        Duration generationTime,
        Set<String> acceptedKeys,
        int maxActiveTasks,
        int credits) {

    /** A key of the right form. */
    public static final String SAMPLE_KEY = "bfl_stand-in";

    public StandInOptions {
        acceptedKeys = Set.copyOf(acceptedKeys);
    }

    /** BFL's times and limits, on free ports. */
    public static StandInOptions defaults() {
        return builder().build();
    }

    /** Starts from the {@link #defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Changes one option at a time. */
    public static final class Builder {
        private int firstPort = 0;
        private Clock clock = Clock.systemUTC();
        private Duration generationTime = Duration.ofMillis(4500);
        private Set<String> acceptedKeys = Set.of();
        private int maxActiveTasks = 24;
        private int credits = 1_000_000;

        private Builder() {}

        /** Where the first of the hosts listens; the others follow, in the order of {@link Host}. */
        public Builder firstPort(int value) {
            firstPort = value;
            return this;
        }

        /** The clock that tasks and signed URLs go by. */
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /** How long a task takes. */
        public Builder generationTime(Duration value) {
            generationTime = value;
            return this;
        }

        /** The only keys that are let in. */
        public Builder acceptedKeys(String... values) {
            acceptedKeys = Set.of(values);
            return this;
        }

        /** How many unfinished tasks there may be. */
        public Builder maxActiveTasks(int value) {
            maxActiveTasks = value;
            return this;
        }

        /** What the account holds. */
        public Builder credits(int value) {
            credits = value;
            return this;
        }

        public StandInOptions build() {
            return new StandInOptions(firstPort, clock, generationTime, acceptedKeys, maxActiveTasks, credits);
        }
    }
}
