package io.fluxfill.rules;

import static io.fluxfill.rules.Field.Presence.NOT_NULL;
import static io.fluxfill.rules.Field.Presence.NULLABLE;
import static io.fluxfill.rules.Field.Presence.REQUIRED;
import static io.fluxfill.rules.Field.Presence.UNLESS_ALPHA;
import static io.fluxfill.rules.Field.bool;
import static io.fluxfill.rules.Field.integer;
import static io.fluxfill.rules.Field.number;
import static io.fluxfill.rules.Field.oneOf;
import static io.fluxfill.rules.Field.picture;
import static io.fluxfill.rules.Field.text;
import static io.fluxfill.rules.Field.url;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * BFL's operations for FLUX.1 Fill [pro], and all that sets them apart: the name, the host and the schema, from BFL's OpenAPI
 * document. The order of the fields is that of faults and of what is sent.
 */
public enum Endpoint {
    /** Plain fill. */
    FILL("flux-pro-1.0-fill", Host.GLOBAL, 5, List.of(), fill(NULLABLE)),
    /** Fill with a fine-tuned model, named by {@code finetune_id}. */
    FILL_FINETUNED(
            "flux-pro-1.0-fill-finetuned",
            Host.FINETUNES,
            6,
            List.of(text("finetune_id", REQUIRED), number("finetune_strength", NOT_NULL, 0, 2)),
            fill(NOT_NULL));

    /** A kind of host at BFL; which host it is, is configured. */
    public enum Host {
        /** BFL's main one, which hands tasks on to any region. */
        GLOBAL,
        /** The cluster that the fine-tuned models are on. */
        FINETUNES
    }

    private final String operation;
    private final Host host;
    private final int credits;
    private final Set<String> ownFields;
    private final List<Field> schema;
    private final Set<String> fields;

    /**
     * @param credits BFL's list price of a picture
     * @param own the fields that no other operation has: in a direct event, they select this one
     * @param shared all others, which come after them
     */
    Endpoint(String operation, Host host, int credits, List<Field> own, List<Field> shared) {
        this.operation = operation;
        this.host = host;
        this.credits = credits;
        ownFields = names(own);
        schema = Stream.concat(own.stream(), shared.stream()).toList();
        fields = Collections.unmodifiableSet(names(schema));
    }

    /**
     * The fields of {@code FluxProFillInputs} and {@code FinetuneFluxProFillInputs}.
     *
     * @param tuning the presence of those for which null would be BFL's default, and which only plain fill lets be null
     */
    private static List<Field> fill(Field.Presence tuning) {
        return List.of(
                picture(Field.IMAGE, REQUIRED),
                picture(Field.MASK, UNLESS_ALPHA),
                text(Field.PROMPT, tuning),
                integer("steps", tuning, 15, 50),
                bool("prompt_upsampling", tuning),
                integer("seed", NULLABLE),
                number("guidance", tuning, 1.5, 100),
                oneOf("output_format", NULLABLE, "jpeg", "png", "webp"),
                integer("safety_tolerance", NOT_NULL, 0, 6),
                url("webhook_url", NULLABLE),
                text("webhook_secret", NULLABLE),
                text(Field.USER, NULLABLE));
    }

    private static Set<String> names(List<Field> fields) {
        return fields.stream().map(Field::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The operation that a direct event asks for: the one that alone has a field of the event, else plain fill.
     *
     * @param given tells whether the event has a field
     */
    public static Endpoint selectedBy(Predicate<String> given) {
        return Stream.of(values())
                .filter(endpoint -> endpoint.ownFields.stream().anyMatch(given))
                .findFirst()
                .orElse(FILL);
    }

    /** Whether any operation has a field of this name. */
    public static boolean knows(String field) {
        return Stream.of(values()).anyMatch(endpoint -> endpoint.fields.contains(field));
    }

    /** BFL's name of the operation, as in results: {@code flux-pro-1.0-fill}. */
    public String operation() {
        return operation;
    }

    /** The path of the operation on BFL's hosts and on this project's HTTP face. */
    public String path() {
        return "/v1/" + operation;
    }

    /** The kind of host that takes it. */
    public Host host() {
        return host;
    }

    /** What a picture costs by BFL's price list, in its credits; what one did cost, BFL tells with the picture. */
    public int credits() {
        return credits;
    }

    /** The names of the schema's fields, in their order. BFL ignores all others. */
    public Set<String> fields() {
        return fields;
    }

    /** The schema's fields, in their order. */
    List<Field> schema() {
        return schema;
    }
}
