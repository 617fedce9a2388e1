package io.fluxfill.aws;

/**
 * A call to a service did not come to the answer that was asked for. Nothing that AWS says is repeated, only the name of an
 * error: messages may name accounts, and quote signed URLs.
 */
public abstract sealed class AwsException extends Exception permits AwsRefusalException, AwsUnreachableException {
    private static final long serialVersionUID = 1L;

    AwsException(String why) {
        super(why, null, false, false);
    }
}
