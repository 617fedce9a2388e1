package io.fluxfill.rules.picture;

/** A header that ends early, contradicts its format, or goes on for too long. */
final class UnreadableHeader extends Exception {

    UnreadableHeader() {
        // Damaged pictures are ordinary input, so nobody looks at a message or a stack trace.
        super(null, null, false, false);
    }
}
