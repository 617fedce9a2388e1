package io.fluxfill.guard;

/** A step of the table's may have happened or not. */
public final class TableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param why for the log and the caller: nothing that AWS says, only the name of an error */
    public TableException(String why) {
        super(why, null, false, false);
    }
}
