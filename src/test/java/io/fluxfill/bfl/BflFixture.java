package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.Pieces;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.testing.Parts;
import io.fluxfill.testing.ScriptedTransport;
import io.fluxfill.waiting.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A client with scripted answers, fake time and no jitter, so that waits are a quarter of a second, a half, one … */
abstract class BflFixture {
    static final String KEY = "bfl_test-key";

    final FakeTime time = new FakeTime();
    final ScriptedTransport bfl = new ScriptedTransport(time);
    final Attempts attempts = new Attempts(time);
    final Deadline in30Seconds = in(Duration.ofSeconds(30));
    final Bfl client = client(limit -> KEY);

    final Bfl client(String fill, String finetune, ApiKey key, String... others) {
        List<TrustedUrl> further = Stream.of(others).map(BflFixture::trusted).toList();
        TrustedHosts trustedHosts = new TrustedHosts(List.of());
        Bfl.Places places = new Bfl.Places(
                new BflHosts(trusted(fill), trusted(finetune), further),
                trustedHosts,
                new DeliveryHosts(trustedHosts, List.of()));
        return Bfl.over(bfl, places, key, TaskDirectory.EMPTY, new ObjectMapper(), time.all());
    }

    /** A client of BFL's usual hosts with this key. */
    final Bfl client(ApiKey key) {
        return client("https://api.bfl.ai", "https://api.us1.bfl.ai", key);
    }

    /** A submit of a request that nobody repeats. */
    static Submission submission(Endpoint endpoint, Pieces body, Deadline repeatUntil, Deadline end) {
        return new Submission(endpoint, body, Parts.ORIGIN, repeatUntil, end);
    }

    final Deadline in(Duration duration) {
        return Deadline.in(duration, time);
    }

    static TrustedUrl trusted(String url) {
        return new TrustedHosts(List.of()).check(url).orElseThrow();
    }

    static FluxFillException failureOf(ThrowingCallable call) {
        FluxFillException failure = catchThrowableOfType(FluxFillException.class, call);
        if (failure == null) {
            throw new AssertionError("expected a failure");
        }
        return failure;
    }

    static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
