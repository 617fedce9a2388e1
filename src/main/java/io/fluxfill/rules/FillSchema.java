package io.fluxfill.rules;

import io.fluxfill.json.Utf8;
import io.fluxfill.rules.pydantic.HttpUrl;
import io.fluxfill.rules.pydantic.LaxBoolean;
import io.fluxfill.rules.pydantic.LaxEnum;
import io.fluxfill.rules.pydantic.LaxFloat;
import io.fluxfill.rules.pydantic.LaxInteger;
import io.fluxfill.rules.pydantic.LaxString;
import io.fluxfill.rules.pydantic.LaxText;
import io.fluxfill.rules.pydantic.LaxType;
import io.fluxfill.rules.pydantic.MaxLength;
import io.fluxfill.rules.pydantic.Range;
import java.math.BigInteger;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** BFL's schemas {@code FluxProFillInputs} and {@code FinetuneFluxProFillInputs}, from its OpenAPI document. */
final class FillSchema {
    private static final LaxType<String> STRING = new LaxString();
    private static final LaxType<Utf8> PICTURE = new LaxText().map(PictureText::withoutDataPrefix);
    private static final LaxType<BigInteger> INTEGER = new LaxInteger();
    private static final LaxType<Integer> STEPS = new Range<>(INTEGER, 15, 50).map(BigInteger::intValueExact);
    private static final LaxType<Integer> TOLERANCE = new Range<>(INTEGER, 0, 6).map(BigInteger::intValueExact);
    private static final LaxType<Double> GUIDANCE = new Range<>(new LaxFloat(), 1.5, 100);
    private static final LaxType<Double> STRENGTH = new Range<>(new LaxFloat(), 0, 2);
    private static final LaxType<Boolean> BOOLEAN = new LaxBoolean();
    private static final LaxType<String> URL = new HttpUrl();
    private static final LaxType<OutputFormat> OUTPUT_FORMAT = new LaxEnum(OutputFormat.words()).map(OutputFormat::of);

    private static final Set<String> FILL_FIELDS = Set.of(
            "image",
            "mask",
            "prompt",
            "steps",
            "prompt_upsampling",
            "seed",
            "guidance",
            "output_format",
            "safety_tolerance",
            "webhook_url",
            "webhook_secret");

    private static final Set<String> FINETUNED_FIELDS = Stream.concat(
                    FILL_FIELDS.stream(), Stream.of("finetune_id", "finetune_strength"))
            .collect(Collectors.toUnmodifiableSet());

    private final LaxType<String> prompt;

    /**
     * @param promptLimit the most characters that a prompt may have: a rule of this project's own, as BFL's schema has none
     */
    FillSchema(int promptLimit) {
        prompt = new MaxLength(STRING, promptLimit);
    }

    /** The names of the fields of an endpoint's schema. */
    static Set<String> fields(Endpoint endpoint) {
        return endpoint == Endpoint.FILL ? FILL_FIELDS : FINETUNED_FIELDS;
    }

    /** Reads all fields in the schema's order; other fields of the body are ignored, as BFL ignores them. */
    FillRequest read(Endpoint endpoint, BodyReader body) {
        boolean plain = endpoint == Endpoint.FILL;
        String finetuneId = plain ? null : body.required("finetune_id", STRING);
        Double finetuneStrength = plain ? null : body.optional("finetune_strength", STRENGTH);
        return new FillRequest(
                endpoint,
                body.required("image", PICTURE),
                body.nullable("mask", PICTURE),
                body.nullableIf(plain, "prompt", prompt),
                body.nullableIf(plain, "steps", STEPS),
                body.nullableIf(plain, "prompt_upsampling", BOOLEAN),
                body.nullable("seed", INTEGER),
                body.nullableIf(plain, "guidance", GUIDANCE),
                body.nullable("output_format", OUTPUT_FORMAT),
                body.optional("safety_tolerance", TOLERANCE),
                body.nullable("webhook_url", URL),
                body.nullable("webhook_secret", STRING),
                finetuneId,
                finetuneStrength);
    }
}
