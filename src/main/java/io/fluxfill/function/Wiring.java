package io.fluxfill.function;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.bfl.BflClient;
import io.fluxfill.bfl.Transport;
import io.fluxfill.config.FluxFillConfig;
import io.fluxfill.config.Settings;
import io.fluxfill.direct.DirectFace;
import io.fluxfill.fill.FillService;
import io.fluxfill.fill.TaskWaiter;
import io.fluxfill.fill.WaitLimits;
import io.fluxfill.http.HttpFace;
import io.fluxfill.log.EventLog;
import io.fluxfill.rules.FillRules;
import io.fluxfill.waiting.Backoff;
import io.fluxfill.waiting.PollRhythm;
import io.fluxfill.waiting.Sleeper;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the parts together. They are plain classes that know nothing of each other's making. */
final class Wiring {

    @Produces
    @Singleton
    Settings settings(FluxFillConfig config, @ConfigProperty(name = "BFL_API_KEY") Optional<String> plainKey) {
        return Settings.from(config, plainKey);
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Sleeper sleeper() {
        return Wiring::sleep;
    }

    @Produces
    @Singleton
    DoubleSupplier random() {
        return () -> ThreadLocalRandom.current().nextDouble();
    }

    @Produces
    @Singleton
    BflClient bflClient(
            Settings settings,
            Transport transport,
            ObjectMapper json,
            DoubleSupplier random,
            Sleeper sleeper,
            Clock clock) {
        return new BflClient(
                settings.hosts(),
                settings.trustedHosts(),
                settings.apiKey(),
                transport,
                json,
                new Backoff(random),
                sleeper,
                clock);
    }

    @Produces
    @Singleton
    FillService fillService(BflClient bfl, WaitLimits limits, DoubleSupplier random, Sleeper sleeper, Clock clock) {
        return new FillService(bfl, new TaskWaiter(bfl, new PollRhythm(random), sleeper, clock), limits, clock);
    }

    @Produces
    @Singleton
    WaitLimits waitLimits(Settings settings) {
        return settings.waitLimits();
    }

    @Produces
    @Singleton
    FillRules fillRules(Settings settings) {
        return new FillRules(settings.pictureLimits());
    }

    @Produces
    @Singleton
    DirectFace directFace(FillRules rules, FillService fills, BflClient bfl, Clock clock) {
        return new DirectFace(rules, fills, bfl, clock);
    }

    @Produces
    @Singleton
    HttpFace httpFace(FillRules rules, FillService fills, BflClient bfl, ObjectMapper json, Settings settings) {
        return new HttpFace(rules, fills, bfl, json, settings.bodyLimit());
    }

    @Produces
    @Singleton
    EventLog eventLog(Clock clock) {
        return new EventLog(clock);
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
