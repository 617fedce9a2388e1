package io.fluxfill.testing;

import io.fluxfill.dev.standin.StandIn;
import io.fluxfill.dev.standin.StandInOptions;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The stand-in for BFL in the place of BFL, for the function in the JVM and as a native executable. */
public final class StandInResource implements QuarkusTestResourceLifecycleManager {
    public static final String FUNCTION_NAME = "fill-under-test";

    private StandIn standIn;

    @Override
    public Map<String, String> start() {
        try {
            standIn = StandIn.start(StandInOptions.builder()
                    .generationTime(Duration.ofMillis(300))
                    .acceptedKeys(Planted.KEY)
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> settings = new HashMap<>(Planted.keySetting());
        settings.putAll(Map.of(
                "flux-fill.bfl.url",
                standIn.url().toString(),
                "flux-fill.bfl.finetune-url",
                standIn.finetuneUrl().toString(),
                "flux-fill.bfl.other-hosts",
                standIn.hosts().stream().map(host -> "http://" + host).collect(Collectors.joining(",")),
                "flux-fill.bfl.trusted-hosts",
                String.join(",", standIn.hosts()),
                "flux-fill.wait.function-timeout",
                "5s",
                "flux-fill.wait.http-timeout",
                "5s",
                "flux-fill.wait.margin",
                "1s"));
        // On Lambda the environment has it.
        settings.put("AWS_LAMBDA_FUNCTION_NAME", FUNCTION_NAME);
        return settings;
    }

    @Override
    public void inject(TestInjector testInjector) {
        testInjector.injectIntoFields(standIn, new TestInjector.MatchesType(StandIn.class));
    }

    @Override
    public void stop() {
        if (standIn != null) {
            standIn.close();
        }
    }
}
