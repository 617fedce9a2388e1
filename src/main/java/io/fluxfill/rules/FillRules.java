package io.fluxfill.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Everything that can be known about a request before it is sent and paid: BFL's schema, by the rules of pydantic, and
 * whether the pictures can be what BFL needs.
 */
public final class FillRules {
    private final PictureRules pictures;

    /**
     * @param limits how large a picture may be
     */
    public FillRules(PictureLimits limits) {
        pictures = new PictureRules(limits);
    }

    /** The fields of BFL's schema for an endpoint. BFL ignores all others, which {@link #check} does as well. */
    public static Set<String> fields(Endpoint endpoint) {
        return FillSchema.fields(endpoint);
    }

    /**
     * Checks the fields of BFL's schema, ignoring any other.
     *
     * @param body the request's body
     * @param source asked for the pictures that the body names as {@code s3://…}
     * @return the request to send, or all faults at once: BFL's fields in their order, then those of the pictures
     */
    public Checked check(Endpoint endpoint, ObjectNode body, PictureSource source) {
        BodyReader reader = new BodyReader(body);
        FillRequest named = FillSchema.read(endpoint, reader);
        List<Fault> faults = new ArrayList<>(reader.faults());
        FillRequest request = named.withPictures(
                PictureText.fetched("image", named.image(), source, faults),
                PictureText.fetched("mask", named.mask(), source, faults));
        faults.addAll(pictures.check(request.image(), request.mask(), body.hasNonNull("mask")));
        return faults.isEmpty() ? new Checked.Valid(request) : new Checked.Invalid(faults);
    }
}
