package io.fluxfill.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.json.Utf8;
import io.fluxfill.rules.picture.Base64Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that can be known about a request before it is sent and paid: BFL's schema, by the rules of pydantic, and
 * whether the pictures can be what BFL needs.
 */
public final class FillRules {
    private final FillSchema schema;
    private final PictureRules pictures;

    /**
     * @param limits how large a picture may be
     * @param promptLimit the most characters that a prompt may have
     */
    public FillRules(PictureLimits limits, int promptLimit) {
        schema = new FillSchema(promptLimit);
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
        FillRequest named = schema.read(endpoint, reader);
        List<Fault> faults = new ArrayList<>(reader.faults());
        Utf8 fetchedImage = PictureText.fetched("image", named.image(), source, faults);
        Utf8 fetchedMask = PictureText.fetched("mask", named.mask(), source, faults);
        Optional<Base64Bytes> image = PictureText.bytes("image", fetchedImage, faults);
        Optional<Base64Bytes> mask = PictureText.bytes("mask", fetchedMask, faults);
        faults.addAll(pictures.check(image, mask, body.hasNonNull("mask")));
        FillRequest request = named.withPictures(text(image), text(mask));
        return faults.isEmpty() ? new Checked.Valid(request) : new Checked.Invalid(faults);
    }

    /** What goes to BFL is canonical base64, whatever came: its decoder refuses what is not padded. */
    private static Utf8 text(Optional<Base64Bytes> picture) {
        return picture.map(Base64Bytes::text).orElse(null);
    }
}
