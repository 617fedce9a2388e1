package io.fluxfill.fill;

import io.fluxfill.waiting.Deadline;
import io.fluxfill.waiting.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When answers must leave, before whoever waits for them is cut off. */
public final class Deadlines {
    private final WaitLimits limits;
    private final Time time;

    /** @param limits how long answers may take */
    public Deadlines(WaitLimits limits, Time time) {
        this.limits = limits;
        this.time = time;
    }

    /** The deadline of an invocation that begins now. */
    public Deadline forInvocation() {
        return Deadline.in(limits.forInvocation(), time.ticker());
    }

    /**
     * The deadline of an HTTP request.
     *
     * @param received when the gateway got it, by the gateway's clock, where that is known: its time counts from then
     */
    public Deadline forHttp(Optional<Instant> received) {
        Duration since = received.map(
                        moment -> Duration.between(moment, time.clock().instant()))
                .orElse(Duration.ZERO);
        return Deadline.in(limits.forHttp(since), time.ticker());
    }
}
