package io.fluxfill.rules.picture;

/** The picture formats that BFL takes. */
public enum PictureFormat {
    /** ISO/IEC 10918-1. */
    JPEG("JPEG"),
    /** ISO/IEC 15948. */
    PNG("PNG"),
    /** RFC 9649. */
    WEBP("WebP");

    private final String label;

    PictureFormat(String label) {
        this.label = label;
    }

    /** The format's name as people write it. */
    @Override
    public String toString() {
        return label;
    }
}
