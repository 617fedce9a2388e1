package io.fluxfill.key;

import java.util.Optional;
import java.util.regex.Pattern;

/** What can be a key, wherever it is written. */
public final class KeyText {
    /** What a header can hold. */
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");

    private KeyText() {}

    /**
     * The key in a text.
     *
     * @param text the text as it is kept, perhaps with the line break of the editor that wrote it
     * @return the text without the space around it, or nothing where that is not printable ASCII without spaces
     */
    public static Optional<String> key(String text) {
        return Optional.of(text.strip()).filter(key -> PRINTABLE.matcher(key).matches());
    }
}
