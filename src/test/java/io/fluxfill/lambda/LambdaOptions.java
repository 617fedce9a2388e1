package io.fluxfill.lambda;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What a {@link LambdaEmulator} runs, and within which limits. {@link #builder} starts from Lambda's defaults.
 *
 * @param functionName the function's name
 * @param command how its process is started
 * @param environment the function's own variables, and the credentials that its role would give it
 * @param memoryMegabytes told to the process; not enforced
 * @param timeout how long an invocation may take
 * @param initTimeout how long a process may take until it asks for its first event
 * @param cpuShare the fraction of one processor that the process has from its first question for an event on; empty: all
 * @param freezing whether the process is stopped while it waits for its next event
 * @param clock tells the time of the deadlines
 */
public record LambdaOptions(
        String functionName,
        List<String> command,
        Map<String, String> environment,
        int memoryMegabytes,
        Duration timeout,
        Duration initTimeout,
        OptionalDouble cpuShare,
        boolean freezing,
        Clock clock) {

    public LambdaOptions {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** By which means of this machine a share of a processor is enforced. */
    public static CpuLimits cpuLimits() {
        return CpuLimits.at(CpuLimits.MOUNT);
    }

    /** The region that the function believes to be in, unless its environment says otherwise. */
    String region() {
        return environment.getOrDefault("AWS_REGION", "eu-central-1");
    }

    /** The function's ARN in an account that is nobody's. */
    String functionArn() {
        return "arn:aws:lambda:" + region() + ":123456789012:function:" + functionName;
    }

    /** Starts from Lambda's defaults, with a function that is started by the given command. */
    public static Builder builder(String functionName, List<String> command) {
        return new Builder(functionName, command);
    }

    /** Changes one option at a time. */
    public static final class Builder {
        private final String functionName;
        private final List<String> command;
        private Map<String, String> environment = Map.of();
        private int memoryMegabytes = 128;
        private Duration timeout = Duration.ofSeconds(3);
        private Duration initTimeout = Duration.ofSeconds(10);
        private OptionalDouble cpuShare = OptionalDouble.empty();
        private boolean freezing;
        private Clock clock = Clock.systemUTC();

        private Builder(String functionName, List<String> command) {
            this.functionName = Objects.requireNonNull(functionName);
            this.command = List.copyOf(command);
        }

        /** The function's own variables, and the credentials that its role would give it. */
        public Builder environment(Map<String, String> value) {
            environment = Map.copyOf(value);
            return this;
        }

        /** The memory that the process is told of. */
        public Builder memoryMegabytes(int value) {
            memoryMegabytes = value;
            return this;
        }

        /** How long an invocation may take. */
        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        /** How long a process may take until it asks for its first event. */
        public Builder initTimeout(Duration value) {
            initTimeout = value;
            return this;
        }

        /**
         * The fraction of one processor that the process has from its first question for an event on; until then it has a
         * whole one. On Lambda it is a 1769th for each megabyte of memory. Needs {@link LambdaOptions#cpuLimits()}.
         */
        public Builder cpuShare(double value) {
            if (!(value > 0)) {
                throw new IllegalArgumentException("a share of a processor must be more than nothing");
            }
            cpuShare = OptionalDouble.of(value);
            return this;
        }

        /** Whether the process is stopped when it asks for its next event, and goes on when there is one. */
        public Builder freezing(boolean value) {
            freezing = value;
            return this;
        }

        /** The clock that deadlines go by. */
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        public LambdaOptions build() {
            return new LambdaOptions(
                    functionName,
                    command,
                    environment,
                    memoryMegabytes,
                    timeout,
                    initTimeout,
                    cpuShare,
                    freezing,
                    clock);
        }
    }
}
