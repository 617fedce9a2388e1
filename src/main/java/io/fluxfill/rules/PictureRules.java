package io.fluxfill.rules;

import io.fluxfill.rules.picture.Base64Bytes;
import io.fluxfill.rules.picture.ImageHeader;
import io.fluxfill.rules.picture.UnreadableHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * This project's rules about the pictures of a request. BFL finds such faults too, but only after it has accepted the
 * request. They are told as pydantic tells those of a validator of the schema's own.
 */
final class PictureRules {
    private final PictureLimits limits;

    PictureRules(PictureLimits limits) {
        this.limits = limits;
    }

    /**
     * Checks each picture, and the two against each other where both are sound.
     *
     * @param image empty if it is missing or its field is faulty
     * @param mask empty if it is missing or its field is faulty
     * @param needsAlpha whether there is no mask, and the operation takes the image's alpha channel instead
     */
    List<ValidationError> check(
            Optional<Base64Bytes> image, Optional<Base64Bytes> mask, boolean needsAlpha, MaskSize maskSize) {
        List<ValidationError> faults = new ArrayList<>();
        Optional<ImageHeader> imageHeader = image.flatMap(bytes -> header("image", bytes, faults));
        Optional<ImageHeader> maskHeader = mask.flatMap(bytes -> header("mask", bytes, faults));
        if (imageHeader.isPresent() && needsAlpha) {
            checkTransparency(imageHeader.get(), faults);
        }
        if (imageHeader.isPresent() && maskHeader.isPresent() && maskSize == MaskSize.AS_STORED) {
            checkSizes(imageHeader.get(), maskHeader.get(), faults);
        }
        return faults;
    }

    private Optional<ImageHeader> header(String field, Base64Bytes bytes, List<ValidationError> faults) {
        if (bytes.size() == 0) {
            faults.add(ValidationError.ofValue(field, "must not be empty"));
            return Optional.empty();
        }
        if (bytes.size() > limits.maxBytes()) {
            faults.add(ValidationError.ofValue(field, "must have at most " + limits.maxBytes() + " bytes"));
        }
        try {
            ImageHeader header = ImageHeader.read(bytes);
            if (header.pixels() > limits.maxPixels()) {
                faults.add(ValidationError.ofValue(field, "must have at most " + limits.maxPixels() + " pixels"));
            }
            return Optional.of(header);
        } catch (UnreadableHeader e) {
            faults.add(ValidationError.ofValue(field, e.getMessage()));
            return Optional.empty();
        }
    }

    private static void checkTransparency(ImageHeader image, List<ValidationError> faults) {
        if (!image.alpha()) {
            faults.add(ValidationError.ofValue(
                    "mask", "is required: image is a " + image.format() + " picture without alpha channel"));
        }
    }

    private static void checkSizes(ImageHeader image, ImageHeader mask, List<ValidationError> faults) {
        if (image.width() == mask.width() && image.height() == mask.height()) {
            return;
        }
        String sizes = "must have the size of image, " + image.size() + ", but has " + mask.size();
        faults.add(ValidationError.ofValue("mask", sizes + orientationHint(image, mask)));
    }

    /** Viewers show a JPEG turned as its EXIF data asks, while its size as stored counts here and to BFL. */
    private static String orientationHint(ImageHeader image, ImageHeader mask) {
        boolean exchanged = image.width() == mask.height() && image.height() == mask.width();
        if (!exchanged || image.turned() == mask.turned()) {
            return "";
        }
        return "; the EXIF orientation of " + (image.turned() ? "image" : "mask") + " turns it, store it upright";
    }
}
