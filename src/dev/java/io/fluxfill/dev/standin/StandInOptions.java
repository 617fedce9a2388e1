package io.fluxfill.dev.standin;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * How a {@link StandIn} behaves. {@link #defaults()} are BFL's times and limits, on free ports.
 *
 * @param ports where its hosts listen
 * @param clock tells the age of tasks and of signed URLs
 * @param generationTime how long a task takes
 * @param acceptedKeys the keys that are let in at first; empty for every key of the right form
 * @param maxActiveTasks more unfinished tasks than this are refused with 429
 * @param credits what the account holds
 * @param pictureLifetime how long the URL of a picture works
 */
public record StandInOptions(
        Ports ports,
        Clock clock,
        Duration generationTime,
        Set<String> acceptedKeys,
        int maxActiveTasks,
        int credits,
        Duration pictureLifetime) {

    /** A key of the right form. */
    public static final String SAMPLE_KEY = "bfl_stand-in";

    /**
     * The ports of the stand-in's hosts, 0 for a free one.
     *
     * @param global the global host, which takes plain fill and knows no tasks
     * @param region the regional host that runs plain fill
     * @param finetune the cluster that takes and runs finetuned fill
     */
    public record Ports(int global, int region, int finetune) {}

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
        private Ports ports = new Ports(0, 0, 0);
        private Clock clock = Clock.systemUTC();
        private Duration generationTime = Duration.ofMillis(4500);
        private Set<String> acceptedKeys = Set.of();
        private int maxActiveTasks = 24;
        private int credits = 1_000_000;
        private Duration pictureLifetime = Duration.ofMinutes(10);

        private Builder() {}

        /** Where the global host, the regional host and the finetune cluster listen. */
        public Builder ports(int global, int region, int finetune) {
            ports = new Ports(global, region, finetune);
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

        /** How long the URL of a picture works. */
        public Builder pictureLifetime(Duration value) {
            pictureLifetime = value;
            return this;
        }

        public StandInOptions build() {
            return new StandInOptions(
                    ports, clock, generationTime, acceptedKeys, maxActiveTasks, credits, pictureLifetime);
        }
    }
}
