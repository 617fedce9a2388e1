package io.fluxfill.rules;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.fluxfill.json.Pieces;
import io.fluxfill.json.Utf8;
import io.fluxfill.rules.picture.Base64Bytes;
import io.fluxfill.rules.picture.ImageHeader;
import io.fluxfill.rules.picture.PictureFormat;
import io.fluxfill.rules.picture.UnreadableHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A request that keeps BFL's rules.
 *
 * @param endpoint which of BFL's operations it is for
 * @param values by the name of their field, as its type reads them; pictures are {@link Utf8}, in base64 and without a
 *     {@code data:} prefix. What is not in it is not sent.
 */
public record FillRequest(Endpoint endpoint, Map<String, Object> values) {

    // Plain ASCII, as JSON's escapes can carry a lone surrogate of a prompt and UTF-8 cannot.
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** Room for everything but the pictures, in bytes. */
    private static final int SMALL_FIELDS = 4096;

    public FillRequest {
        values = Map.copyOf(values);
    }

    /** The picture as the request has it: in base64, once it is checked. */
    Optional<Utf8> image() {
        return Optional.ofNullable((Utf8) values.get(Field.IMAGE));
    }

    /** The mask likewise; empty where the image's alpha channel is the mask. */
    Optional<Utf8> mask() {
        return Optional.ofNullable((Utf8) values.get(Field.MASK));
    }

    /** The name of the end user, or of the caller, that the request gives. */
    public Optional<String> user() {
        return Optional.ofNullable((String) values.get(Field.USER));
    }

    /** The bytes of the image's file, of a request that is checked. */
    public byte[] imageBytes() {
        return decoded(image().orElseThrow());
    }

    /** The bytes of the mask's; empty where the image's alpha channel is the mask. */
    public Optional<byte[]> maskBytes() {
        return mask().map(FillRequest::decoded);
    }

    /** The same, to be read once. */
    public Optional<InputStream> openMask() {
        return mask().map(text -> Base64Bytes.ofCanonical(text).open());
    }

    /** What the image's header says, of a request that is checked. */
    public ImageHeader imageHeader() {
        return header(image().orElseThrow());
    }

    /** The format of the mask, if there is one. */
    public Optional<PictureFormat> maskFormat() {
        return mask().map(text -> header(text).format());
    }

    /** The same with another file in the image's place. */
    public FillRequest withImage(byte[] file) {
        return with(Field.IMAGE, Utf8.of(Base64.getEncoder().encode(file)));
    }

    /** The same with another file in the mask's place. */
    public FillRequest withMask(byte[] file) {
        return with(Field.MASK, Utf8.of(Base64.getEncoder().encode(file)));
    }

    /** The same, asking for a picture in another format. */
    public FillRequest withOutputFormat(PictureFormat format) {
        return with(Field.OUTPUT_FORMAT, format.extension());
    }

    private static byte[] decoded(Utf8 text) {
        ByteBuffer base64 = ByteBuffer.wrap(text.array(), text.offset(), text.length());
        ByteBuffer bytes = Base64.getDecoder().decode(base64);
        byte[] array = bytes.array();
        return array.length == bytes.remaining() ? array : Arrays.copyOf(array, bytes.remaining());
    }

    private static ImageHeader header(Utf8 base64) {
        try {
            return ImageHeader.read(Base64Bytes.ofCanonical(base64));
        } catch (UnreadableHeader e) {
            throw new IllegalStateException("the request was checked", e);
        }
    }

    /** The same request with another value of a field. */
    FillRequest with(String field, Object value) {
        Map<String, Object> others = new HashMap<>(values);
        others.put(field, value);
        return new FillRequest(endpoint, others);
    }

    /**
     * The body for BFL, as JSON in UTF-8. Absent fields are left out and never null, which some fields refuse.
     *
     * <p>The pictures are not copied: having been found to be base64, they need no escaping.
     */
    public Pieces toJson() {
        ByteArrayOutputStream written = new ByteArrayOutputStream(SMALL_FIELDS);
        List<Utf8> pictures = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        try (JsonGenerator generator = JSON.createGenerator(written)) {
            generator.writeStartObject();
            for (Field field : endpoint.schema()) {
                Object value = values.get(field.name());
                if (value instanceof Utf8 picture) {
                    generator.writeStringField(field.name(), "");
                    generator.flush();
                    pictures.add(picture);
                    // Before the quote that was written last.
                    places.add(written.size() - 1);
                } else if (value != null) {
                    generator.writeObjectField(field.name(), value);
                }
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory does not fail", e);
        }
        return withPictures(written.toByteArray(), pictures, places);
    }

    private static Pieces withPictures(byte[] fields, List<Utf8> pictures, List<Integer> places) {
        List<Utf8> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < pictures.size(); i++) {
            pieces.add(new Utf8(fields, start, places.get(i) - start));
            pieces.add(pictures.get(i));
            start = places.get(i);
        }
        pieces.add(new Utf8(fields, start, fields.length - start));
        return new Pieces(pieces);
    }

    /** For logs: of texts, which are pictures, prompts, secrets and URLs, only that they are there. */
    @Override
    public String toString() {
        return endpoint.fields().stream()
                .filter(values::containsKey)
                .map(field -> values.get(field) instanceof Number number ? field + "=" + number : field)
                .collect(Collectors.joining(", ", "FillRequest[" + endpoint.operation() + ": ", "]"));
    }
}
