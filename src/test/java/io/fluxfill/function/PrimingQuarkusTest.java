package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.config.Settings;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.fill.WaitLimits;
import io.fluxfill.rules.FillRules;
import io.fluxfill.rules.PictureLimits;
import io.fluxfill.storage.ObjectStore;
import io.fluxfill.testing.StandInResource;
import io.fluxfill.waiting.Sleeper;
import io.fluxfill.waiting.Ticker;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** That the events of the rehearsal still are what the function takes: nobody would notice, but for the time. */
@QuarkusTest
@WithTestResource(StandInResource.class)
class PrimingQuarkusTest {
    @Inject
    Settings settings;

    @Inject
    FillRules rules;

    @Inject
    ObjectStore store;

    @Inject
    WaitLimits limits;

    @Inject
    ObjectMapper json;

    @Inject
    DoubleSupplier random;

    @Inject
    Sleeper sleeper;

    @Inject
    Clock clock;

    @Inject
    Ticker ticker;

    @Test
    void both_events_are_answered_as_they_should_be() {
        assertThatCode(rehearsal(rules)::run).doesNotThrowAnyException();
    }

    @Test
    void an_event_that_is_refused_is_no_rehearsal() {
        FillRules strict = new FillRules(new PictureLimits(1, 1), 30_000);

        assertThatThrownBy(rehearsal(strict)::run).isInstanceOf(FluxFillException.class);
    }

    private Priming rehearsal(FillRules any) {
        return new Wiring().rehearsal(settings, any, store, limits, json, random, sleeper, clock, ticker);
    }
}
