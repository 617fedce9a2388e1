package io.fluxfill.http;

import io.fluxfill.error.FluxFillException;
import io.fluxfill.rules.Checked;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.rules.FillRequest;
import io.fluxfill.rules.FillRules;
import io.fluxfill.rules.InvalidRequest;
import io.fluxfill.rules.ValidationError;
import io.fluxfill.storage.S3Pictures;
import io.fluxfill.waiting.Deadline;
import java.util.ArrayList;
import java.util.List;

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
     * @param others what is wrong with the rest of the request
     * @throws FluxFillException {@code FluxFill.InvalidRequest}, naming all faults
     */
    FillRequest read(Endpoint endpoint, HttpRequest request, Deadline end, List<ValidationError> others) {
        Checked checked = rules.check(endpoint, bodies.object(request), pictures.until(end));
        List<ValidationError> faults = new ArrayList<>(others);
        if (checked instanceof Checked.Invalid invalid) {
            faults.addAll(invalid.faults());
        }
        if (!faults.isEmpty()) {
            throw InvalidRequest.of(faults);
        }
        return ((Checked.Valid) checked).request();
    }
}
