package io.fluxfill.http;

import io.fluxfill.bfl.Idempotency;
import io.fluxfill.bfl.Origin;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.rules.InvalidRequest;
import io.fluxfill.rules.ValidationError;
import java.util.List;

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
     * @throws FluxFillException {@code FluxFill.InvalidRequest} where the header makes no sense
     */
    Origin of(HttpRequest request) {
        List<String> keys = request.headers().all(HEADER).stream()
                .map(Origins::unquoted)
                .distinct()
                .toList();
        if (!guarded || keys.isEmpty()) {
            return new Origin(new Idempotency.SameRequest(), request.caller());
        }
        if (keys.size() > 1) {
            throw fault("value_error", "Value error, there must be one Idempotency-Key");
        }
        String key = keys.get(0);
        if (key.isEmpty()) {
            throw fault("string_too_short", "String should have at least 1 character");
        }
        if (key.length() > Idempotency.Key.LONGEST) {
            throw fault("string_too_long", "String should have at most " + Idempotency.Key.LONGEST + " characters");
        }
        return new Origin(new Idempotency.Key(key, LOC), request.caller());
    }

    /** The IETF's draft has the key in quotes, most clients send it without: both are the same key. */
    private static String unquoted(String header) {
        String text = header.strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static FluxFillException fault(String type, String message) {
        return InvalidRequest.of(List.of(new ValidationError(type, LOC, message)));
    }
}
