package io.fluxfill.direct;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.rules.Endpoint;
import java.util.Set;

/**
 * The fields of direct events that are there and ask for nothing: a client with types sends {@code null} for all that its user
 * did not set. In the function's own fields null is absence; in BFL's it keeps BFL's meaning, but where an event asks for no
 * fill, or for no finetune, the fields that only those have may be null as well.
 */
final class AbsentFields {
    private static final Set<String> PICK_UP = Set.of("id", "polling_url");
    private static final String FINETUNE_ID = "finetune_id";

    /** Null is absence in these, whatever else is asked for. Without a {@code finetune_id} that one is missed, not null. */
    private static final Set<String> NULLABLE =
            Set.of("id", "polling_url", "wait", "output", "idempotency_key", FINETUNE_ID);

    /** False and zero are what these are without being set. */
    private static final Set<String> PICTURE_OPTIONS = Set.of("preserve", "mask_invert", "mask_grow", "mask_feather");

    private AbsentFields() {}

    /** The event without these fields; the event itself stays as it is. */
    static ObjectNode dropped(ObjectNode event) {
        boolean picksUp = PICK_UP.stream().anyMatch(event::hasNonNull);
        Endpoint selected = Endpoint.selectedBy(event::hasNonNull);
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        event.properties().forEach(field -> {
            if (!isAbsent(field.getKey(), field.getValue(), picksUp, selected)) {
                rest.set(field.getKey(), field.getValue());
            }
        });
        return rest;
    }

    private static boolean isAbsent(String field, JsonNode value, boolean picksUp, Endpoint selected) {
        if (PICTURE_OPTIONS.contains(field)) {
            return value.isNull() || isFalseOrZero(value);
        }
        boolean mayBeNull = NULLABLE.contains(field)
                || Endpoint.knows(field) && (picksUp || !selected.fields().contains(field));
        return value.isNull() && mayBeNull;
    }

    private static boolean isFalseOrZero(JsonNode value) {
        return value.isBoolean() && !value.booleanValue() || value.isNumber() && value.doubleValue() == 0;
    }
}
