package io.fluxfill.function;

import io.fluxfill.testing.Planted;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** BFL over HTTPS, with and without a doubt about its certificate. */
public final class HttpsResource implements QuarkusTestResourceLifecycleManager {
    private HttpsHosts hosts;

    @Override
    public Map<String, String> start() {
        hosts = new HttpsHosts();
        Map<String, String> settings = new HashMap<>(Planted.keySetting());
        settings.putAll(hosts.authority().settings());
        settings.putAll(Map.of(
                "flux-fill.bfl.url",
                hosts.trusted().url().toString(),
                "flux-fill.bfl.finetune-url",
                hosts.doubtful().url().toString(),
                "flux-fill.bfl.trusted-hosts",
                String.join(",", hosts.names()),
                "flux-fill.wait.function-timeout",
                "3s",
                "flux-fill.wait.margin",
                "500ms"));
        return settings;
    }

    @Override
    public void inject(TestInjector tests) {
        tests.injectIntoFields(hosts, new TestInjector.MatchesType(HttpsHosts.class));
    }

    @Override
    public void stop() {
        if (hosts != null) {
            hosts.close();
        }
    }
}
