package io.fluxfill.bfl;

import io.fluxfill.testing.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A key that has been replaced: the old one is handed out first, the new one when the old one is refused. */
final class RotatedKey implements ApiKey {
    static final String OLD = "bfl_old-key";
    static final String NEW = "bfl_new-key";

    private final FakeTime time;
    private final Optional<String> next;
    private final List<Refused> refusals = new ArrayList<>();
    private Duration lookTakes = Duration.ZERO;

    private RotatedKey(FakeTime time, Optional<String> next) {
        this.time = time;
        this.next = next;
    }

    static RotatedKey to(String next, FakeTime time) {
        return new RotatedKey(time, Optional.of(next));
    }

    static RotatedKey toNothing(FakeTime time) {
        return new RotatedKey(time, Optional.empty());
    }

    /** To look for the new key takes this long. */
    RotatedKey taking(Duration duration) {
        lookTakes = duration;
        return this;
    }

    /** The refusals that were told, in order. */
    List<Refused> refusals() {
        return List.copyOf(refusals);
    }

    @Override
    public String value(Duration limit) {
        return OLD;
    }

    @Override
    public Optional<String> afterRefusal(String refused, Duration limit) {
        refusals.add(new Refused(refused, limit));
        time.advance(lookTakes);
        return next;
    }

    /** A key that was refused, and how long the look for another might take. */
    record Refused(String key, Duration limit) {}
}
