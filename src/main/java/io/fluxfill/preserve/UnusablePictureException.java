package io.fluxfill.preserve;

/** A picture of a request cannot be used for what is asked. */
public final class UnusablePictureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Picture picture;

    /** Which of a request's pictures. */
    public enum Picture {
        IMAGE,
        MASK
    }

    /** @param rule what it must be, or what is wrong with it: half a sentence that begins with a verb */
    UnusablePictureException(Picture picture, String rule) {
        super(rule, null, false, false);
        this.picture = picture;
    }

    /** Which picture it is. */
    public Picture picture() {
        return picture;
    }
}
