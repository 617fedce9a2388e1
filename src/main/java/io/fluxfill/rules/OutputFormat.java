package io.fluxfill.rules;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The formats of finished pictures, BFL's {@code output_format}; WebP since September 2026. */
public enum OutputFormat {
    /** BFL's default. */
    JPEG,
    /** Without loss. */
    PNG,
    /** Not in BFL's older schema. */
    WEBP;

    /** The format's word in JSON: {@code jpeg}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All words, in BFL's order. */
    static List<String> words() {
        return Stream.of(values()).map(OutputFormat::word).toList();
    }

    /** The format of one of {@link #words()}. */
    static OutputFormat of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
