package io.fluxfill.storage;

/** S3 did not do what it was asked for. */
public final class StorageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What stands in the way. */
    public enum Kind {
        /** S3 will not do this, however often it is asked: no such object, no permission, another region. */
        REFUSED,
        /** The object is larger than allowed. */
        TOO_LARGE,
        /** S3 could not be reached, or had no time: it may be asked again. */
        UNAVAILABLE
    }

    private final Kind kind;

    /** @param message half a sentence, without a signed URL */
    public StorageException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What stands in the way. */
    public Kind kind() {
        return kind;
    }
}
