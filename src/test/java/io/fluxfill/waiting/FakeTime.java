package io.fluxfill.waiting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Time that passes only when a test says so, or when the code under test sleeps: a clock and a sleeper in one.
 *
 * <pre>{@code
 * FakeTime time = new FakeTime();
 * Deadline deadline = Deadline.in(Duration.ofSeconds(30), time);
 * time.advance(Duration.ofSeconds(10));
 * time.sleep(Duration.ofMillis(250));
 * assertThat(time.sleeps()).containsExactly(Duration.ofMillis(250));
 * }</pre>
 */
public final class FakeTime extends Clock implements Sleeper {
    /** Where every fake time starts, so that tests can name dates. */
    public static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private final List<Duration> sleeps = new ArrayList<>();
    private Duration oversleep = Duration.ZERO;
    private Instant now = START;

    /** Lets time go by outside of any sleep. */
    public FakeTime advance(Duration duration) {
        now = now.plus(duration);
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

    /** The time since {@link #START}. */
    public Duration elapsed() {
        return Duration.between(START, now);
    }

    @Override
    public void sleep(Duration duration) {
        sleeps.add(duration);
        now = now.plus(duration).plus(oversleep);
    }

    @Override
    public Instant instant() {
        return now;
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
