package io.fluxfill.preserve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.picture.png.PngColor;
import io.fluxfill.rules.FillRequest;
import io.fluxfill.rules.ValidationError;
import io.fluxfill.rules.picture.PictureFormat;
import io.fluxfill.rules.pydantic.LaxBoolean;
import io.fluxfill.rules.pydantic.LaxInteger;
import io.fluxfill.rules.pydantic.LaxType;
import io.fluxfill.rules.pydantic.PydanticError;
import io.fluxfill.rules.pydantic.Range;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes of a checked request what is sent, where its caller asks for more than BFL does: the mask read in another way, the picture whole. */
public final class PictureEditor {
    private static final String PRESERVE = "preserve";
    private static final String MASK_INVERT = "mask_invert";
    private static final String MASK_GROW = "mask_grow";
    private static final String MASK_FEATHER = "mask_feather";
    private static final LaxType<Boolean> FLAG = new LaxBoolean();
    private static final LaxType<BigInteger> GROW = new Range<>(new LaxInteger(), 0, 256);
    private static final LaxType<BigInteger> FEATHER = new Range<>(new LaxInteger(), 0, 128);

    /** The fields that are read here. */
    public static final Set<String> FIELDS = Set.of(PRESERVE, MASK_INVERT, MASK_GROW, MASK_FEATHER);

    private final long mostPixels;
    private final boolean preserveByDefault;

    /**
     * @param mostPixels of a picture
     * @param preserveByDefault whether pictures come back whole where a request does not say
     */
    public PictureEditor(long mostPixels, boolean preserveByDefault) {
        this.mostPixels = mostPixels;
        this.preserveByDefault = preserveByDefault;
    }

    /**
     * Reads what a request asks for. A null is the same as absence.
     *
     * @param canPreserve whether there is a place for a whole picture
     * @param faults gets what is wrong with it
     */
    public PictureOptions options(ObjectNode body, boolean canPreserve, List<ValidationError> faults) {
        boolean preserve = read(body, PRESERVE, FLAG, faults).orElse(preserveByDefault);
        if (preserve && !canPreserve) {
            faults.add(ValidationError.ofValue(
                    PRESERVE, "preserve needs an output, an S3 folder for finished pictures: there is none"));
        }
        return new PictureOptions(
                preserve,
                new MaskOptions(
                        read(body, MASK_INVERT, FLAG, faults).orElse(false),
                        read(body, MASK_GROW, GROW, faults)
                                .orElse(BigInteger.ZERO)
                                .intValue(),
                        read(body, MASK_FEATHER, FEATHER, faults)
                                .orElse(BigInteger.ZERO)
                                .intValue()));
    }

    /**
     * What is sent.
     *
     * @param preservation how the picture comes back whole, where it is to
     * @param warning a sentence for the caller
     */
    public record Edited(FillRequest request, Optional<Preservation> preservation, Optional<String> warning) {}

    /**
     * Makes what is sent.
     *
     * @param faults gets what is wrong with the pictures; then what is given back is of no use
     */
    public Edited edit(FillRequest request, PictureOptions options, List<ValidationError> faults) {
        try {
            if (options.preserve()) {
                return preserving(request, options);
            }
            Optional<String> smaller = SizeWarning.of(request);
            if (options.mask().equals(MaskOptions.NONE)) {
                Optional<String> mask =
                        request.maskFormat().filter(PictureFormat.PNG::equals).isPresent()
                                ? MaskLook.at(request.openMask().orElseThrow(), mostPixels)
                                : Optional.empty();
                return new Edited(request, Optional.empty(), mask.or(() -> smaller));
            }
            Mask mask = mask(request, options.mask());
            byte[] png = SentPng.of(mask.painted(), mask.width(), mask.height(), PngColor.GREY);
            return new Edited(
                    request.withMask(png),
                    Optional.empty(),
                    MaskLook.warning(mask.share()).or(() -> smaller));
        } catch (UnusablePictureException e) {
            String field = e.picture() == UnusablePictureException.Picture.MASK ? "mask" : "image";
            faults.add(ValidationError.ofValue(field, e.getMessage()));
            return new Edited(request, Optional.empty(), Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory does not fail", e);
        }
    }

    private Edited preserving(FillRequest request, PictureOptions options)
            throws UnusablePictureException, IOException {
        Preservation preservation =
                Preservation.of(request.imageBytes(), request.maskBytes(), options.mask(), mostPixels);
        FillRequest sent = request.withImage(preservation.sentImage())
                .withMask(preservation.sentMask())
                .withOutputFormat(PictureFormat.PNG);
        return new Edited(sent, Optional.of(preservation), MaskLook.warning(preservation.share()));
    }

    private Mask mask(FillRequest request, MaskOptions options) throws UnusablePictureException {
        Optional<byte[]> mask = request.maskBytes();
        if (mask.isPresent()) {
            return MaskFile.read(mask.get(), mostPixels).painting(options);
        }
        try {
            return MaskFile.ofAlpha(Original.of(request.imageBytes(), mostPixels))
                    .painting(options);
        } catch (IOException e) {
            throw new UnusablePictureException(
                    UnusablePictureException.Picture.IMAGE, "cannot be looked at: " + e.getMessage());
        }
    }

    private static <T> Optional<T> read(ObjectNode body, String field, LaxType<T> type, List<ValidationError> faults) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(type.read(value));
        } catch (PydanticError error) {
            faults.add(ValidationError.inBody(error.type(), field, error.getMessage()));
            return Optional.empty();
        }
    }
}
