package io.fluxfill.http;

import io.fluxfill.error.FluxFillException;
import io.fluxfill.rules.Checked;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.rules.FillRequest;
import io.fluxfill.rules.FillRules;
import io.fluxfill.rules.InvalidRequest;
import io.fluxfill.storage.S3Pictures;
import io.fluxfill.waiting.Deadline;

/** Reads the body of a submit. */
public final class FillBody {
    private final FillRules rules;
    private final JsonBodies bodies;
    private final S3Pictures pictures;

    /** @param pictures fetches the pictures that requests name in S3 */
    public FillBody(FillRules rules, JsonBodies bodies, S3Pictures pictures) {
        this.rules = rules;
        this.bodies = bodies;
        this.pictures = pictures;
    }

    /**
     * The fill that a request asks for.
     *
     * @param end when to give up
     * @throws FluxFillException {@code FluxFill.InvalidRequest}, naming all faults
     */
    FillRequest read(Endpoint endpoint, HttpRequest request, Deadline end) {
        Checked checked = rules.check(endpoint, bodies.object(request), pictures.until(end));
        if (checked instanceof Checked.Invalid invalid) {
            throw InvalidRequest.of(invalid.faults());
        }
        return ((Checked.Valid) checked).request();
    }
}
