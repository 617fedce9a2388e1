package io.fluxfill.dev.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fluxfill.dev.standin.LaxFields.Null;
import java.math.BigInteger;
import java.util.List;

/**
 * A submit's body, read by the rules of BFL's OpenAPI description. Written apart from the function's own rules on purpose,
 * so that each can check the other.
 *
 * @param submission what was asked for, if there are no faults
 * @param faults what is wrong, each as FastAPI tells it
 */
record SubmissionForm(Submission submission, ArrayNode faults) {

    /** Reads a JSON object. Fields that BFL does not know are ignored. */
    static SubmissionForm read(Operation operation, JsonNode body) {
        LaxFields fields = new LaxFields(body);
        // The finetuned operation was described later, with nullable fields only where null means something.
        Null tuning = operation == Operation.FILL ? Null.ALLOWED : Null.REFUSED;
        if (operation == Operation.FILL_FINETUNED) {
            fields.requiredString("finetune_id");
            fields.number("finetune_strength", Null.REFUSED, "0", "2");
        }
        String image = fields.requiredString("image");
        String mask = fields.string("mask", Null.ALLOWED);
        String prompt = fields.string("prompt", tuning);
        fields.integer("steps", tuning, 15, 50);
        fields.bool("prompt_upsampling", tuning);
        BigInteger seed = fields.integer("seed", Null.ALLOWED);
        fields.number("guidance", tuning, "1.5", "100");
        String format =
                fields.oneOf("output_format", Null.ALLOWED, List.of("jpeg", "png", "webp"), "'jpeg', 'png' or 'webp'");
        fields.integer("safety_tolerance", Null.REFUSED, 0, 6);
        String webhookUrl = fields.httpUrl("webhook_url", Null.ALLOWED);
        String webhookSecret = fields.string("webhook_secret", Null.ALLOWED);
        fields.string("user", Null.ALLOWED);
        Submission submission = new Submission(
                image,
                mask,
                new Prompt(prompt == null ? "" : prompt),
                seed,
                format == null ? "jpeg" : format,
                webhookUrl,
                webhookSecret);
        return new SubmissionForm(submission, fields.faults());
    }
}
