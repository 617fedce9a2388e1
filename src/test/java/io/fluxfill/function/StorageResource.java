package io.fluxfill.function;

import io.fluxfill.testing.S3Proxy;
import io.fluxfill.testing.StandInResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** S3 in the place of S3, with a bucket for each purpose; to be used beside {@link StandInResource}. */
public final class StorageResource implements QuarkusTestResourceLifecycleManager {
    static final String RESULTS = "the-results";
    static final String UPLOADS = "the-uploads";
    static final String INPUTS = "the-inputs";
    static final String OTHERS = "the-others";

    private S3Proxy s3;

    @Override
    public Map<String, String> start() {
        s3 = S3Proxy.start(RESULTS, UPLOADS, INPUTS, OTHERS);
        Map<String, String> settings = new HashMap<>(Map.of(
                "flux-fill.output",
                "s3://" + RESULTS + "/pictures",
                "flux-fill.uploads",
                "s3://" + UPLOADS + "/uploads",
                "flux-fill.input-buckets",
                INPUTS,
                "flux-fill.s3.path-style",
                "true",
                "flux-fill.http.page",
                "true"));
        // For the executable they are arguments; in this JVM they must be among the JVM's own.
        settings.putAll(s3.environment());
        s3.environment().forEach(System::setProperty);
        return settings;
    }

    @Override
    public void inject(TestInjector testInjector) {
        testInjector.injectIntoFields(s3, new TestInjector.MatchesType(S3Proxy.class));
    }

    @Override
    public void stop() {
        if (s3 != null) {
            s3.environment().keySet().forEach(System::clearProperty);
            s3.close();
        }
    }
}
