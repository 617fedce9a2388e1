package io.fluxfill.function;

import java.util.List;

/** What must not be found in any log line, error or report: the tests use these, and {@code SecretsReportIT} looks for them. */
public final class Planted {
    public static final String KEY = "bfl_plantedKey7d1f";
    public static final String WEBHOOK_SECRET = "plantedWebhookSecret7d1f";
    public static final String PROMPT = "plantedPrompt7d1f";
    public static final String SIGNATURE = "plantedSignature7d1f";

    private Planted() {}

    /** All of them. */
    public static List<String> all() {
        return List.of(KEY, WEBHOOK_SECRET, PROMPT, SIGNATURE);
    }
}
