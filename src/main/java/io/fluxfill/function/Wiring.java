package io.fluxfill.function;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.aws.AwsEnvironment;
import io.fluxfill.bfl.ApiKey;
import io.fluxfill.bfl.Transport;
import io.fluxfill.bfl.TrustedUrl;
import io.fluxfill.config.FluxFillConfig;
import io.fluxfill.config.KeySetting;
import io.fluxfill.config.Settings;
import io.fluxfill.face.Face;
import io.fluxfill.guard.GuardTable;
import io.fluxfill.guard.dynamodb.DynamoTable;
import io.fluxfill.key.RotatingKey;
import io.fluxfill.key.SsmKeySource;
import io.fluxfill.log.EventLog;
import io.fluxfill.storage.ObjectStore;
import io.fluxfill.storage.StoreBefore;
import io.fluxfill.storage.s3.S3Store;
import io.fluxfill.waiting.Time;
import io.fluxfill.warmup.WarmUp;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Hands to Quarkus what it asks for; the parts themselves are put together by {@link Assembly}. */
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
    Time time() {
        return Time.system();
    }

    @Produces
    @Singleton
    ObjectMapper json(EventReader events, ErrorNames errors) {
        ObjectMapper mapper = new ClosedMapper();
        events.customize(mapper);
        errors.customize(mapper);
        return mapper;
    }

    @Produces
    @Singleton
    Clock clock(Time time) {
        return time.clock();
    }

    @Produces
    @Singleton
    AwsEnvironment aws() {
        return AwsEnvironment.ofProcess();
    }

    @Produces
    @Singleton
    ApiKey apiKey(Settings settings, AwsEnvironment aws, ObjectMapper json, Time time) {
        if (settings.key() instanceof KeySetting.Parameter parameter) {
            SsmKeySource source = new SsmKeySource(parameter.name(), aws, json, time);
            return new RotatingKey(source, parameter.maxAge(), time.clock());
        }
        String key = ((KeySetting.Fixed) settings.key()).key();
        return limit -> key;
    }

    /**
     * @param embedded a table in this process: there is one in {@code quarkus:dev}, for when none is configured
     * @param before what stands before S3 in {@code quarkus:dev}
     */
    @Produces
    @Singleton
    Assembly.Surroundings surroundings(
            Settings settings,
            Transport transport,
            ApiKey apiKey,
            AwsEnvironment aws,
            Instance<GuardTable> embedded,
            Instance<StoreBefore> before,
            Time time,
            ObjectMapper json) {
        ObjectStore s3 = new S3Store(settings.storage().pathStyle(), aws, json, time);
        ObjectStore store =
                before.stream().findFirst().map(front -> front.before(s3)).orElse(s3);
        Optional<GuardTable> table = settings.guard()
                .table()
                .<GuardTable>map(name -> new DynamoTable(name, aws, json, time))
                .or(() -> embedded.stream().findFirst());
        return new Assembly.Surroundings(transport, apiKey, store, table, time, json);
    }

    @Produces
    @Singleton
    List<Face> faces(Settings settings, Assembly.Surroundings surroundings) {
        return new Assembly(settings, surroundings).faces();
    }

    @Produces
    @Singleton
    EventLog eventLog(Clock clock, @ConfigProperty(name = "AWS_LAMBDA_FUNCTION_NAME") Optional<String> functionName) {
        return new EventLog(clock, functionName, () -> Optional.ofNullable(System.getProperty(TRACE_HEADER)));
    }

    @Produces
    @Singleton
    WarmUp warmUp(Settings settings, Assembly.Surroundings surroundings) {
        if (settings.warmUpLimit().isEmpty()) {
            return new WarmUp(Duration.ZERO, List.of());
        }
        List<WarmUp.Step> steps = new ArrayList<>();
        for (TrustedUrl host : settings.bfl().hosts().forSubmits()) {
            steps.add(() -> surroundings.transport().connect(host));
        }
        surroundings
                .table()
                .ifPresent(table -> steps.add(
                        () -> table.read("warm-up", settings.warmUpLimit().get())));
        steps.add(new Priming(settings, surroundings));
        return new WarmUp(settings.warmUpLimit().get(), steps);
    }
}
