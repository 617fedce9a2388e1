package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxfill.config.Settings;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.rules.PictureLimits;
import io.fluxfill.testing.StandInResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** That the events of the priming still are what the function takes: nobody would notice, but for the time. */
@QuarkusTest
@WithTestResource(StandInResource.class)
class PrimingQuarkusTest {
    @Inject
    Settings settings;

    @Inject
    Assembly.Surroundings surroundings;

    @Test
    void both_events_are_answered_as_they_should_be() {
        assertThatCode(new Priming(settings, surroundings)::run).doesNotThrowAnyException();
    }

    @Test
    void an_event_that_is_refused_primes_nothing() {
        Settings.RequestLimits strict = new Settings.RequestLimits(new PictureLimits(1, 1), 30_000, 1000);
        Settings narrow = new Settings(
                settings.bfl(),
                settings.key(),
                settings.waitLimits(),
                strict,
                settings.publicUrl(),
                settings.page(),
                settings.storage(),
                settings.guard(),
                settings.warmUpLimit());

        assertThatThrownBy(new Priming(narrow, surroundings)::run).isInstanceOf(FluxFillException.class);
    }
}
