package io.fluxfill.dev.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** In which manner a webhook is called, if not once with the task's body and the secret in {@code X-Webhook-Secret}. */
enum WebhookManner implements Misbehaviour {
    OLD_FORM(
            "webhook old form",
            "the body is `{\"task_id\", \"status\": \"SUCCESS\" or \"FAILED\", \"result\", \"error\"}`"),
    SIGNED("webhook signed", "the proof is `X-BFL-Signature: sha256=`, the HMAC of the body in hex"),
    TWICE("webhook twice", "the same call comes two times"),
    LOST("webhook lost", "no call comes");

    private final Words words;

    WebhookManner(String words, String effect) {
        this.words = new Words(words, effect);
    }

    @Override
    public Words words() {
        return words;
    }

    /** The call for a finished task; {@code secret} is the caller's, or null. */
    static WebhookCall call(ObjectNode finished, String secret, Prompt prompt) {
        ObjectNode form = prompt.asksFor(OLD_FORM) ? oldForm(finished) : finished;
        byte[] body = form.toString().getBytes(UTF_8);
        int times = prompt.asksFor(LOST) ? 0 : prompt.asksFor(TWICE) ? 2 : 1;
        return new WebhookCall(body, proof(body, secret, prompt), times);
    }

    private static Map<String, String> proof(byte[] body, String secret, Prompt prompt) {
        if (secret == null) {
            return Map.of();
        }
        return prompt.asksFor(SIGNED)
                ? Map.of("X-BFL-Signature", "sha256=" + hmac(body, secret))
                : Map.of("X-Webhook-Secret", secret);
    }

    private static ObjectNode oldForm(ObjectNode finished) {
        boolean ready = finished.get("status").textValue().equals("Ready");
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        form.set("task_id", finished.get("id"));
        form.put("status", ready ? "SUCCESS" : "FAILED");
        form.set("result", finished.get("result"));
        form.set("error", ready ? form.nullNode() : reason(finished));
        return form;
    }

    private static JsonNode reason(ObjectNode finished) {
        JsonNode told = finished.at("/details/error");
        return told.isTextual() ? told : finished.get("status");
    }

    private static String hmac(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
