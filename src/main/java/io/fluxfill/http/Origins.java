package io.fluxfill.http;

import io.fluxfill.bfl.Idempotency;
import io.fluxfill.bfl.Origin;
import io.fluxfill.rules.ValidationError;
import java.util.List;
import java.util.Optional;

/** Tells where a submit comes from: by the header {@code Idempotency-Key}, and by what the gateway knows of the caller. */
public final class Origins {
    private static final String HEADER = "idempotency-key";
    private static final List<String> LOC = List.of("header", HEADER);

    private final boolean guarded;

    /** @param guarded whether the header is honoured; else it is ignored, as BFL ignores it */
    public Origins(boolean guarded) {
        this.guarded = guarded;
    }

    /**
     * The origin of a request.
     *
     * @param faults gets what is wrong with the header
     */
    Origin of(HttpRequest request, List<ValidationError> faults) {
        List<String> keys = request.headers().all(HEADER).stream()
                .map(Origins::unquoted)
                .distinct()
                .toList();
        Idempotency idempotency = new Idempotency.SameRequest();
        if (guarded && !keys.isEmpty()) {
            fault(keys).ifPresent(faults::add);
            idempotency = new Idempotency.Key(keys.get(0), LOC);
        }
        return new Origin(idempotency, request.caller());
    }

    private static Optional<ValidationError> fault(List<String> keys) {
        int length = keys.get(0).length();
        if (keys.size() > 1) {
            return fault("value_error", "Value error, there must be one Idempotency-Key");
        }
        if (length == 0) {
            return fault("string_too_short", "String should have at least 1 character");
        }
        return length > Idempotency.Key.LONGEST
                ? fault("string_too_long", "String should have at most " + Idempotency.Key.LONGEST + " characters")
                : Optional.empty();
    }

    /** The IETF's draft has the key in quotes, most clients send it without: both are the same key. */
    private static String unquoted(String header) {
        String text = header.strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static Optional<ValidationError> fault(String type, String message) {
        return Optional.of(new ValidationError(type, LOC, message));
    }
}
