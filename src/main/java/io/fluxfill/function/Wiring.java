package io.fluxfill.function;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.bfl.ApiKey;
import io.fluxfill.bfl.Bfl;
import io.fluxfill.bfl.Transport;
import io.fluxfill.bfl.TrustedUrl;
import io.fluxfill.config.FluxFillConfig;
import io.fluxfill.config.KeySetting;
import io.fluxfill.config.Settings;
import io.fluxfill.config.StorageSettings;
import io.fluxfill.direct.DirectFace;
import io.fluxfill.fill.FillService;
import io.fluxfill.fill.TaskWaiter;
import io.fluxfill.fill.WaitLimits;
import io.fluxfill.http.ApiGateway;
import io.fluxfill.http.HttpFace;
import io.fluxfill.http.JsonBodies;
import io.fluxfill.http.UploadRoute;
import io.fluxfill.key.RotatingKey;
import io.fluxfill.key.SsmKeySource;
import io.fluxfill.log.EventLog;
import io.fluxfill.rules.FillRules;
import io.fluxfill.storage.ObjectStore;
import io.fluxfill.storage.PictureKeeper;
import io.fluxfill.storage.S3Pictures;
import io.fluxfill.storage.Uploads;
import io.fluxfill.storage.s3.S3Store;
import io.fluxfill.waiting.Backoff;
import io.fluxfill.waiting.PollInterval;
import io.fluxfill.waiting.Sleeper;
import io.fluxfill.waiting.Ticker;
import io.fluxfill.warmup.WarmUp;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the parts together. They are plain classes that know nothing of each other's making. */
final class Wiring {
    /** Where Quarkus keeps the X-Ray header of the event at hand. */
    private static final String TRACE_HEADER = "com.amazonaws.xray.traceHeader";

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
    Ticker ticker() {
        return System::nanoTime;
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
    ApiKey apiKey(Settings settings, Clock clock) {
        if (settings.key() instanceof KeySetting.Parameter parameter) {
            return new RotatingKey(new SsmKeySource(parameter.name()), parameter.maxAge(), clock);
        }
        String key = ((KeySetting.Fixed) settings.key()).key();
        return limit -> key;
    }

    @Produces
    @Singleton
    Bfl bfl(
            Settings settings,
            ApiKey apiKey,
            Transport transport,
            ObjectMapper json,
            DoubleSupplier random,
            Sleeper sleeper,
            Clock clock,
            Ticker ticker) {
        return Bfl.over(
                transport,
                settings.hosts(),
                settings.trustedHosts(),
                settings.deliveryHosts(),
                apiKey,
                json,
                new Backoff(random),
                sleeper,
                clock,
                ticker);
    }

    @Produces
    @Singleton
    ObjectStore objectStore(Settings settings) {
        return new S3Store(settings.storage().pathStyle());
    }

    @Produces
    @Singleton
    PictureKeeper pictureKeeper(Bfl bfl, ObjectStore store, Settings settings) {
        return new PictureKeeper(bfl.downloader(), store, settings.storage().maxOutputBytes());
    }

    @Produces
    @Singleton
    FillService fillService(
            Bfl bfl, PictureKeeper keeper, WaitLimits limits, DoubleSupplier random, Sleeper sleeper, Ticker ticker) {
        TaskWaiter waiter = new TaskWaiter(bfl.poller(), new PollInterval(random), sleeper, ticker);
        return new FillService(bfl.submitter(), bfl.poller(), waiter, keeper, limits, ticker);
    }

    @Produces
    @Singleton
    WaitLimits waitLimits(Settings settings) {
        return settings.waitLimits();
    }

    @Produces
    @Singleton
    FillRules fillRules(Settings settings) {
        return new FillRules(settings.pictureLimits(), settings.promptLimit());
    }

    @Produces
    @Singleton
    DirectFace directFace(
            FillRules rules, FillService fills, Bfl bfl, ObjectStore store, Settings settings, Clock clock) {
        StorageSettings storage = settings.storage();
        long maxBytes = settings.pictureLimits().maxBytes();
        S3Pictures pictures = new S3Pictures(store, storage::allowsDirectInput, maxBytes);
        return new DirectFace(rules, fills, bfl.poller(), pictures, storage.output(), clock);
    }

    @Produces
    @Singleton
    HttpFace httpFace(
            FillRules rules,
            FillService fills,
            Bfl bfl,
            ObjectStore store,
            PictureKeeper keeper,
            ObjectMapper json,
            Settings settings,
            Clock clock) {
        StorageSettings storage = settings.storage();
        long maxBytes = settings.pictureLimits().maxBytes();
        JsonBodies bodies = new JsonBodies(json, settings.bodyLimit());
        S3Pictures pictures = new S3Pictures(store, storage::allowsHttpInput, maxBytes);
        Optional<Uploads> uploads =
                storage.uploads().map(folder -> new Uploads(store, folder, clock, UUID::randomUUID));
        return new HttpFace(
                rules,
                fills,
                bfl.poller(),
                bodies,
                pictures,
                keeper,
                storage.output(),
                new UploadRoute(uploads, bodies, maxBytes));
    }

    @Produces
    @Singleton
    ApiGateway apiGateway(Settings settings) {
        return new ApiGateway(settings.publicUrl());
    }

    @Produces
    @Singleton
    ResponseLimit answerLimit(ObjectMapper json) {
        return new ResponseLimit(json);
    }

    @Produces
    @Singleton
    EventLog eventLog(Clock clock, @ConfigProperty(name = "AWS_LAMBDA_FUNCTION_NAME") Optional<String> functionName) {
        return new EventLog(clock, functionName, () -> Optional.ofNullable(System.getProperty(TRACE_HEADER)));
    }

    @Produces
    @Singleton
    WarmUp warmUp(
            Settings settings,
            Transport transport,
            FillRules rules,
            ObjectStore store,
            WaitLimits limits,
            ObjectMapper json,
            DoubleSupplier random,
            Sleeper sleeper,
            Clock clock,
            Ticker ticker) {
        if (settings.warmUpLimit().isEmpty()) {
            return new WarmUp(Duration.ZERO, List.of());
        }
        List<WarmUp.Step> steps = new ArrayList<>();
        for (TrustedUrl host : settings.hosts().forSubmits()) {
            steps.add(() -> transport.connect(host));
        }
        steps.add(rehearsal(settings, rules, store, limits, json, random, sleeper, clock, ticker));
        return new WarmUp(settings.warmUpLimit().get(), steps);
    }

    Priming rehearsal(
            Settings settings,
            FillRules rules,
            ObjectStore store,
            WaitLimits limits,
            ObjectMapper json,
            DoubleSupplier random,
            Sleeper sleeper,
            Clock clock,
            Ticker ticker) {
        return new Priming(json, nobody -> {
            Bfl bfl = bfl(settings, limit -> "nobody's", nobody, json, random, sleeper, clock, ticker);
            PictureKeeper keeper = pictureKeeper(bfl, store, settings);
            FillService fills = fillService(bfl, keeper, limits, random, sleeper, ticker);
            return new FluxFillFunction(
                    directFace(rules, fills, bfl, store, settings, clock),
                    httpFace(rules, fills, bfl, store, keeper, json, settings, clock),
                    apiGateway(settings),
                    answerLimit(json),
                    limits,
                    EventLog.silent(clock),
                    clock,
                    ticker);
        });
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
