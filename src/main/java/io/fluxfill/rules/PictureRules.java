package io.fluxfill.rules;

import io.fluxfill.json.Utf8;
import io.fluxfill.rules.picture.Base64Bytes;
import io.fluxfill.rules.picture.ImageHeader;
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
     * @param image null if it is missing or its field is faulty
     * @param mask null if it is missing or its field is faulty
     * @param maskGiven whether the body has a mask, faulty or not
     */
    List<Fault> check(Utf8 image, Utf8 mask, boolean maskGiven) {
        List<Fault> faults = new ArrayList<>();
        Optional<ImageHeader> imageHeader = header("image", image, faults);
        Optional<ImageHeader> maskHeader = header("mask", mask, faults);
        if (imageHeader.isPresent() && !maskGiven) {
            checkTransparency(imageHeader.get(), faults);
        }
        if (imageHeader.isPresent() && maskHeader.isPresent()) {
            checkSizes(imageHeader.get(), maskHeader.get(), faults);
        }
        return faults;
    }

    private Optional<ImageHeader> header(String field, Utf8 text, List<Fault> faults) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<Base64Bytes> bytes = Base64Bytes.of(text);
        if (bytes.isEmpty()) {
            faults.add(Fault.ofValue(field, "must be base64, a data: URI with base64, or s3://bucket/key"));
            return Optional.empty();
        }
        return header(field, bytes.get(), faults);
    }

    private Optional<ImageHeader> header(String field, Base64Bytes bytes, List<Fault> faults) {
        if (bytes.size() == 0) {
            faults.add(Fault.ofValue(field, "must not be empty"));
            return Optional.empty();
        }
        if (bytes.size() > limits.maxBytes()) {
            faults.add(Fault.ofValue(field, "must have at most " + limits.maxBytes() + " bytes"));
        }
        Optional<ImageHeader> header = ImageHeader.read(bytes);
        if (header.isEmpty()) {
            faults.add(Fault.ofValue(field, "must be a PNG, JPEG or WebP picture with a readable header"));
        } else if (header.get().pixels() > limits.maxPixels()) {
            faults.add(Fault.ofValue(field, "must have at most " + limits.maxPixels() + " pixels"));
        }
        return header;
    }

    private static void checkTransparency(ImageHeader image, List<Fault> faults) {
        if (!image.alpha()) {
            faults.add(Fault.ofValue(
                    "mask", "is required: image is a " + image.format() + " picture without alpha channel"));
        }
    }

    private static void checkSizes(ImageHeader image, ImageHeader mask, List<Fault> faults) {
        if (image.width() == mask.width() && image.height() == mask.height()) {
            return;
        }
        String sizes = "must have the size of image, " + image.size() + ", but has " + mask.size();
        faults.add(Fault.ofValue("mask", sizes + orientationHint(image, mask)));
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
