package io.fluxfill.rules.picture;

/** The header of a picture cannot be read. The message is the rule that it breaks: {@code must be …}. */
public final class UnreadableHeader extends Exception {
    private static final long serialVersionUID = 1L;

    private UnreadableHeader(String rule) {
        // Damaged pictures are ordinary input, so nobody looks at a stack trace.
        super(rule, null, false, false);
    }

    /** It ends early, contradicts its format, or is none. */
    static UnreadableHeader damaged() {
        return new UnreadableHeader("must be a PNG, JPEG or WebP picture with a readable header");
    }

    /** It may be sound, but goes on for too long. */
    static UnreadableHeader tooLong() {
        return new UnreadableHeader(
                "must have fewer chunks, segments or fill bytes before its pixels: they are too many to look through");
    }
}
