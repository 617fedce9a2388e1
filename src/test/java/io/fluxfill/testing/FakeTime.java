package io.fluxfill.testing;

import io.fluxfill.waiting.Sleeper;
import io.fluxfill.waiting.Ticker;
import io.fluxfill.waiting.Time;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Time that passes only when a test says so, or when the code under test sleeps: a clock, a ticker and a sleeper in one.
 *
 * <pre>{@code
 * FakeTime time = new FakeTime();
 * Deadline deadline = Deadline.in(Duration.ofSeconds(30), time);
 * time.advance(Duration.ofSeconds(10));
 * time.sleep(Duration.ofMillis(250));
 * assertThat(time.sleeps()).containsExactly(Duration.ofMillis(250));
 * }</pre>
 */
public final class FakeTime extends Clock implements Sleeper, Ticker {
    /** Where every fake time starts, so that tests can name dates. */
    public static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private final List<Duration> sleeps = new ArrayList<>();
    private Duration oversleep = Duration.ZERO;
    private volatile Duration elapsed = Duration.ZERO;
    private volatile Duration step = Duration.ZERO;
    private Duration stepInSleep = Duration.ZERO;

    /** All of it, with waits that are not spread. */
    public Time all() {
        return new Time(this, this, this, () -> 0);
    }

    /** Lets time go by outside of any sleep. */
    public FakeTime advance(Duration duration) {
        elapsed = elapsed.plus(duration);
        return this;
    }

    /** Sets the clock by so much, also back, without any time going by. */
    public FakeTime setClockBy(Duration duration) {
        step = step.plus(duration);
        return this;
    }

    /** From now on the clock is set by so much during every sleep. */
    public FakeTime settingClockInSleepBy(Duration duration) {
        stepInSleep = duration;
        return this;
    }

    /** From now on every sleep takes longer than it was asked to, as on a machine that was frozen. */
    public FakeTime oversleepingBy(Duration more) {
        oversleep = more;
        return this;
    }

    /** The sleeps that were asked for, in order. */
    public List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }

    /** The time that went by since {@link #START}. */
    public Duration elapsed() {
        return elapsed;
    }

    @Override
    public void sleep(Duration duration) {
        sleeps.add(duration);
        elapsed = elapsed.plus(duration).plus(oversleep);
        setClockBy(stepInSleep);
    }

    @Override
    public Instant instant() {
        return START.plus(elapsed).plus(step);
    }

    @Override
    public long nanos() {
        return elapsed.toNanos();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("fake time knows UTC only");
    }
}
