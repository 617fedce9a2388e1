package io.fluxfill.aws;

/** No whole answer came, or nothing could be asked. What was asked for may have been done. */
public final class AwsUnreachableException extends AwsException {
    private static final long serialVersionUID = 1L;

    /** @param why half a sentence, or the kind of a failure */
    public AwsUnreachableException(String why) {
        super(why);
    }
}
