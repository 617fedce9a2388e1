package io.fluxfill.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** A service answered that it would not, or could not. */
public final class AwsRefusalException extends AwsException {
    private static final long serialVersionUID = 1L;

    private static final int TOO_MANY_REQUESTS = 429;

    /**
     * What services say of too many calls, with a status that would mean a fault of the caller's.
     *
     * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html">what AWS' SDKs do after it</a>
     */
    private static final Set<String> THROTTLING = Set.of(
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "RequestThrottled",
            "RequestThrottledException",
            "RequestLimitExceeded",
            "TooManyRequestsException",
            "ProvisionedThroughputExceededException",
            "BandwidthLimitExceeded",
            "LimitExceededException",
            "PriorRequestNotComplete",
            "SlowDown",
            // A first try of the same transaction, whose answer was not waited for.
            "TransactionInProgressException");

    private final int status;
    private final transient JsonNode body;

    AwsRefusalException(int status, String name, JsonNode body) {
        super(name);
        this.status = status;
        this.body = body;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The error's name, such as {@code ParameterNotFound}, else its status: {@code HTTP 503}. */
    public String name() {
        return getMessage();
    }

    /** What came with the name, from services that speak JSON; else a missing node. It may hold what nobody should read. */
    public JsonNode detail(String field) {
        return body.path(field);
    }

    /** Whether the same call may succeed a moment later: a fault of the service's own, or too many calls. */
    public boolean mayPass() {
        return status / 100 == 5 || status == TOO_MANY_REQUESTS || THROTTLING.contains(name());
    }
}
