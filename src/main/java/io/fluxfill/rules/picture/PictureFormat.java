package io.fluxfill.rules.picture;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The picture formats that BFL takes and makes. */
public enum PictureFormat {
    /** ISO/IEC 10918-1. */
    JPEG("JPEG", "\u00FF\u00D8\u00FF", "", 0),
    /** ISO/IEC 15948. */
    PNG("PNG", "\u0089PNG\r\n\u001A\n", "", 0),
    /** RFC 9649. */
    WEBP("WebP", "RIFF", "WEBP", 8);

    /** How many bytes of a file tell its format. */
    public static final int SIGNATURE_BYTES = 12;

    private final String label;
    private final String signature;
    private final String brand;
    private final int brandOffset;

    PictureFormat(String label, String signature, String brand, int brandOffset) {
        this.label = label;
        this.signature = signature;
        this.brand = brand;
        this.brandOffset = brandOffset;
    }

    /**
     * The format of a file by its first bytes.
     *
     * @param start at least {@link #SIGNATURE_BYTES} bytes, where the file has as many
     * @return nothing if it is none of these formats
     */
    public static Optional<PictureFormat> bySignature(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        for (PictureFormat format : values()) {
            if (text.startsWith(format.signature) && text.startsWith(format.brand, format.brandOffset)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The content type: {@code image/jpeg}. */
    public String contentType() {
        return "image/" + extension();
    }

    /** The usual end of a file's name, and BFL's word for the format: {@code jpeg}. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format's name as people write it. */
    @Override
    public String toString() {
        return label;
    }
}
