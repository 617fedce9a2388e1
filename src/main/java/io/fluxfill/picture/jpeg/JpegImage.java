package io.fluxfill.picture.jpeg;

import java.util.List;

/**
 * A picture as its file has it.
 *
 * @param width in pixels, as it is stored: an orientation in EXIF is not applied
 * @param height in pixels
 * @param color what its components mean
 * @param components one or three
 * @param metadata all segments of metadata, in order
 */
public record JpegImage(
        int width, int height, JpegColor color, List<JpegComponent> components, List<JpegSegment> metadata) {

    private static final int APP1 = 0xe1;

    public JpegImage {
        components = List.copyOf(components);
        metadata = List.copyOf(metadata);
    }

    /** The orientation that its EXIF data tell, 1 to 8; 1 where they tell none. */
    public int orientation() {
        return metadata.stream()
                .filter(segment -> segment.marker() == APP1)
                .mapToInt(segment -> ExifOrientation.in(segment.data()))
                .filter(number -> number > 0)
                .findFirst()
                .orElse(1);
    }

    /** The most samples that a component has across, for each of the others. */
    int mostHorizontal() {
        return components.stream().mapToInt(JpegComponent::horizontal).max().orElseThrow();
    }

    /** The same downwards. */
    int mostVertical() {
        return components.stream().mapToInt(JpegComponent::vertical).max().orElseThrow();
    }
}
