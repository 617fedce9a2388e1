package io.fluxfill.preserve;

import io.fluxfill.rules.FillRequest;
import io.fluxfill.rules.picture.ImageHeader;
import java.util.Optional;

/** Says of a picture that it will come back smaller than it is. */
final class SizeWarning {
    private SizeWarning() {}

    static Optional<String> of(FillRequest request) {
        ImageHeader image = request.imageHeader();
        return image.width() <= Cut.LONGEST && image.height() <= Cut.LONGEST
                ? Optional.empty()
                : Optional.of(
                        "BFL gives back pictures of about " + Cut.LONGEST + " pixels a side at most, and this one has "
                                + image.size() + ": preserve gives it back in its own size.");
    }
}
