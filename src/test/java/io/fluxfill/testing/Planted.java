package io.fluxfill.testing;

import java.util.List;
import java.util.Map;

/** What must not be found in any log line, error or report: the tests use these, and {@code SecretsReportIT} looks for them. */
public final class Planted {
    public static final String KEY = "bfl_plantedKey7d1f";
    public static final String NEXT_KEY = "bfl_plantedNextKey7d1f";
    public static final String CALLERS_KEY = "plantedCallersKey7d1f";
    public static final String WEBHOOK_SECRET = "plantedWebhookSecret7d1f";
    public static final String PROMPT = "plantedPrompt7d1f";
    public static final String SIGNATURE = "plantedSignature7d1f";

    private Planted() {}

    /**
     * The setting that gives the function the key. The executable under test finds it in the environment, where the build
     * puts it: a test report tells the command line.
     */
    public static Map<String, String> keySetting() {
        return KEY.equals(System.getenv("BFL_API_KEY")) ? Map.of() : Map.of("flux-fill.bfl.api-key", KEY);
    }

    /** All of them. */
    public static List<String> all() {
        return List.of(KEY, NEXT_KEY, CALLERS_KEY, WEBHOOK_SECRET, PROMPT, SIGNATURE);
    }
}
