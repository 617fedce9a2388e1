package io.fluxfill.rules;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.fluxfill.json.Pieces;
import io.fluxfill.json.Utf8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that keeps BFL's rules, with every value of the type that BFL's schema gives it. All fields but
 * {@code endpoint}, {@code image} and, for fill-finetuned, {@code finetuneId} may be null, which means not sent.
 *
 * @param endpoint which of BFL's operations it is for
 * @param image the picture in base64, without a {@code data:} prefix
 * @param mask the mask in base64, without a {@code data:} prefix
 * @param prompt what to paint
 * @param steps 15 to 50
 * @param promptUpsampling whether BFL is to rewrite the prompt
 * @param seed any integer
 * @param guidance 1.5 to 100
 * @param outputFormat the format of the finished picture
 * @param safetyTolerance 0, most strict, to 6
 * @param webhookUrl where BFL is to report, as the caller wrote it
 * @param webhookSecret what BFL is to send along
 * @param finetuneId the fine-tuned model, null for plain fill
 * @param finetuneStrength 0 to 2, null for plain fill
 */
public record FillRequest(
        Endpoint endpoint,
        Utf8 image,
        Utf8 mask,
        String prompt,
        Integer steps,
        Boolean promptUpsampling,
        BigInteger seed,
        Double guidance,
        OutputFormat outputFormat,
        Integer safetyTolerance,
        String webhookUrl,
        String webhookSecret,
        String finetuneId,
        Double finetuneStrength) {

    // Plain ASCII, as JSON's escapes can carry a lone surrogate of a prompt and UTF-8 cannot.
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** Room for everything but the pictures, in bytes. */
    private static final int SMALL_FIELDS = 4096;

    /** The same request with other pictures. */
    FillRequest withPictures(Utf8 otherImage, Utf8 otherMask) {
        return new FillRequest(
                endpoint,
                otherImage,
                otherMask,
                prompt,
                steps,
                promptUpsampling,
                seed,
                guidance,
                outputFormat,
                safetyTolerance,
                webhookUrl,
                webhookSecret,
                finetuneId,
                finetuneStrength);
    }

    /**
     * The body for BFL, as JSON in UTF-8. Absent fields are left out and never null, which some fields refuse.
     *
     * <p>The pictures are not copied: having been found to be base64, they need no escaping.
     */
    public Pieces toJson() {
        ByteArrayOutputStream fields = new ByteArrayOutputStream(SMALL_FIELDS);
        int imagePlace;
        int maskPlace;
        try (JsonGenerator generator = JSON.createGenerator(fields)) {
            generator.writeStartObject();
            write(generator, "finetune_id", finetuneId);
            write(generator, "finetune_strength", finetuneStrength);
            imagePlace = writePlace(generator, "image", image, fields);
            maskPlace = writePlace(generator, "mask", mask, fields);
            write(generator, "prompt", prompt);
            write(generator, "steps", steps);
            write(generator, "prompt_upsampling", promptUpsampling);
            write(generator, "seed", seed);
            write(generator, "guidance", guidance);
            write(generator, "output_format", outputFormat == null ? null : outputFormat.word());
            write(generator, "safety_tolerance", safetyTolerance);
            write(generator, "webhook_url", webhookUrl);
            write(generator, "webhook_secret", webhookSecret);
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory does not fail", e);
        }
        return withPictures(fields.toByteArray(), imagePlace, maskPlace);
    }

    /** Writes a field without its picture, and tells the place for it: before the quote that was written last. */
    private static int writePlace(JsonGenerator generator, String field, Utf8 picture, ByteArrayOutputStream written)
            throws IOException {
        write(generator, field, picture == null ? null : "");
        generator.flush();
        return written.size() - 1;
    }

    private Pieces withPictures(byte[] fields, int imagePlace, int maskPlace) {
        List<Utf8> pieces = new ArrayList<>(List.of(new Utf8(fields, 0, imagePlace), image));
        if (mask == null) {
            pieces.add(new Utf8(fields, imagePlace, fields.length - imagePlace));
        } else {
            pieces.add(new Utf8(fields, imagePlace, maskPlace - imagePlace));
            pieces.add(mask);
            pieces.add(new Utf8(fields, maskPlace, fields.length - maskPlace));
        }
        return new Pieces(pieces);
    }

    private static void write(JsonGenerator generator, String field, Object value) throws IOException {
        if (value != null) {
            generator.writeObjectField(field, value);
        }
    }

    /** For logs: nothing of the pictures, the prompt, the secret or the URL. */
    @Override
    public String toString() {
        return "FillRequest[endpoint=%s, mask=%s, steps=%s, seed=%s, guidance=%s, outputFormat=%s, webhook=%s]"
                .formatted(endpoint, mask != null, steps, seed, guidance, outputFormat, webhookUrl != null);
    }
}
