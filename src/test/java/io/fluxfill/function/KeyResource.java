package io.fluxfill.function;

import io.fluxfill.dev.standin.StandIn;
import io.fluxfill.dev.standin.StandInOptions;
import io.fluxfill.testing.AwsCalls;
import io.fluxfill.testing.FakeSsm;
import io.fluxfill.testing.Planted;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** BFL's stand-in, and a stand-in for SSM that the function reads the key from. */
public final class KeyResource implements QuarkusTestResourceLifecycleManager {
    static final String PARAMETER = "/flux-fill/bfl-key";

    private static final String PARAMETER_ARN = "arn:aws:ssm:eu-central-1:123456789012:parameter" + PARAMETER;

    private StandIn bfl;
    private FakeSsm ssm;
    private Integer askedAtStart;
    private boolean holdsNothing;

    /** With {@code ssm=empty} there is no key yet when the function starts. */
    @Override
    public void init(Map<String, String> arguments) {
        holdsNothing = "empty".equals(arguments.get("ssm"));
    }

    @Override
    public Map<String, String> start() {
        try {
            bfl = StandIn.start(StandInOptions.builder()
                    .generationTime(Duration.ofMillis(300))
                    .acceptedKeys(Planted.KEY)
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ssm = new FakeSsm(PARAMETER);
        if (holdsNothing) {
            ssm.refuses(400, "ParameterNotFound", "");
        } else {
            ssm.holds(Planted.KEY);
        }
        Map<String, String> settings = new HashMap<>(aws());
        // The build puts a key into the environment of the executable, and a key wins over a parameter. An empty one is
        // none, and what is set here wins over the environment.
        settings.put("BFL_API_KEY", "");
        settings.put("flux-fill.bfl.api-key-parameter", PARAMETER);
        settings.put("flux-fill.bfl.url", bfl.url().toString());
        settings.put("flux-fill.bfl.finetune-url", bfl.finetuneUrl().toString());
        settings.put("flux-fill.bfl.trusted-hosts", String.join(",", bfl.hosts()));
        settings.put("flux-fill.wait.function-timeout", "10s");
        if (System.getProperty("native.image.path") == null) {
            // Nothing secret may be told then either: SecretsReportIT reads it. Beside an executable the setting would
            // stay with the tests' own JVM, whose HTTP clients then tell all that they send.
            settings.put("quarkus.log.level", "DEBUG");
            settings.put("smallrye.config.log.values", "true");
        }
        // On the JVM settings are no system properties, which is where AWS' are looked for.
        aws().forEach(System::setProperty);
        return settings;
    }

    /**
     * Ends the detailed log. The application lives on until another one is needed, and the HTTP clients of tests in between
     * would tell all that they send.
     */
    static void logAsUsual() {
        Logger.getLogger("").setLevel(Level.INFO);
    }

    /** What Lambda puts into the environment. */
    private Map<String, String> aws() {
        return Map.of(
                "AWS_ENDPOINT_URL_SSM",
                ssm.url().toString(),
                "AWS_REGION",
                "eu-central-1",
                "AWS_ACCESS_KEY_ID",
                "nobody",
                "AWS_SECRET_ACCESS_KEY",
                "nothing");
    }

    /** Comes when the function has started, and before a test sends its event. */
    @Override
    public void inject(TestInjector tests) {
        if (askedAtStart == null) {
            askedAtStart = ssm.asked();
        }
        tests.injectIntoFields(bfl, new TestInjector.MatchesType(StandIn.class));
        tests.injectIntoFields(ssm, new TestInjector.MatchesType(FakeSsm.class));
        tests.injectIntoFields(askedAtStart, new TestInjector.MatchesType(Integer.class));
    }

    @Override
    public void stop() {
        if (bfl != null) {
            bfl.close();
        }
        if (ssm != null) {
            aws().keySet().forEach(System::clearProperty);
            ssm.actions().forEach(action -> AwsCalls.note(action, PARAMETER_ARN));
            ssm.close();
        }
    }
}
