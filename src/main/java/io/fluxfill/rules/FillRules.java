package io.fluxfill.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.json.Utf8;
import io.fluxfill.rules.picture.Base64Bytes;
import io.fluxfill.rules.pydantic.LaxString;
import io.fluxfill.rules.pydantic.LaxType;
import io.fluxfill.rules.pydantic.MaxLength;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be known about a request before it is sent and paid: BFL's schema, by the rules of pydantic, and
 * whether the pictures can be what BFL needs.
 */
public final class FillRules {
    private final LaxType<String> prompt;
    private final PictureRules pictures;

    /**
     * @param limits how large a picture may be
     * @param promptLimit the most characters that a prompt may have: a rule of this project's own, as BFL's schema has none
     */
    public FillRules(PictureLimits limits, int promptLimit) {
        prompt = new MaxLength(new LaxString(), promptLimit);
        pictures = new PictureRules(limits);
    }

    /**
     * Checks the fields of BFL's schema, ignoring any other.
     *
     * @param body the request's body
     * @param source asked for the pictures that the body names as {@code s3://…}
     * @return the request to send, or all faults at once: BFL's fields in their order, then those of the pictures
     */
    public Checked check(Endpoint endpoint, ObjectNode body, PictureSource source) {
        return check(endpoint, body, source, MaskSize.AS_STORED);
    }

    /** The same where the mask is held against the image in another way. */
    public Checked check(Endpoint endpoint, ObjectNode body, PictureSource source, MaskSize maskSize) {
        BodyReader reader = new BodyReader(body);
        FillRequest named = read(endpoint, reader);
        List<ValidationError> faults = new ArrayList<>(reader.faults());
        Optional<Utf8> fetchedImage =
                named.image().flatMap(text -> PictureText.fetched(Field.IMAGE, text, source, faults));
        Optional<Utf8> fetchedMask =
                named.mask().flatMap(text -> PictureText.fetched(Field.MASK, text, source, faults));
        Optional<Base64Bytes> image = fetchedImage.flatMap(text -> PictureText.bytes(Field.IMAGE, text, faults));
        Optional<Base64Bytes> mask = fetchedMask.flatMap(text -> PictureText.bytes(Field.MASK, text, faults));
        faults.addAll(pictures.check(image, mask, needsAlpha(endpoint, body), maskSize));
        return faults.isEmpty()
                ? new Checked.Valid(canonical(canonical(named, Field.IMAGE, image), Field.MASK, mask))
                : new Checked.Invalid(faults);
    }

    private FillRequest read(Endpoint endpoint, BodyReader body) {
        Map<String, Object> values = new HashMap<>();
        for (Field field : endpoint.schema()) {
            Field limited = field.name().equals(Field.PROMPT) ? field.as(prompt) : field;
            body.read(limited).ifPresent(value -> values.put(field.name(), value));
        }
        return new FillRequest(endpoint, values);
    }

    /** Whether a field is left out that only an image with an alpha channel makes up for. */
    private static boolean needsAlpha(Endpoint endpoint, ObjectNode body) {
        return endpoint.schema().stream()
                .anyMatch(field -> field.presence() == Field.Presence.UNLESS_ALPHA && !body.hasNonNull(field.name()));
    }

    /** What goes to BFL is canonical base64, whatever came: its decoder refuses what is not padded. */
    private static FillRequest canonical(FillRequest request, String field, Optional<Base64Bytes> picture) {
        return picture.map(bytes -> request.with(field, bytes.text())).orElse(request);
    }
}
