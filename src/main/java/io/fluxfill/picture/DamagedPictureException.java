package io.fluxfill.picture;

import java.io.IOException;

/** A file is not the picture that it says it is, or one of a kind that is not read here. */
public final class DamagedPictureException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param fault half a sentence: "the file ends in the middle of the picture" */
    public DamagedPictureException(String fault) {
        super(fault, null);
    }
}
