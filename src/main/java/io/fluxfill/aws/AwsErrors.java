package io.fluxfill.aws;

import io.fluxfill.error.SafeText;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What is told of an error that a service answered, and whether to try again. */
public final class AwsErrors {

    private AwsErrors() {}

    /** The error's name, else its status code. Its message is never repeated: it may name what nobody should read. */
    public static String name(AwsServiceException answered) {
        String code = answered.awsErrorDetails() == null
                ? null
                : answered.awsErrorDetails().errorCode();
        return code == null ? "HTTP " + answered.statusCode() : SafeText.of(code);
    }

    /** Whether the same call may succeed a moment later: a fault of the service's own, or too many calls. */
    public static boolean mayPass(AwsServiceException answered) {
        return answered.statusCode() / 100 != 4 || answered.isThrottlingException();
    }
}
