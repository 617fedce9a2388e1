package io.fluxfill.gateway;

/**
 * What API Gateway answers by itself: the type of the gateway response, and what it is where the API does not say
 * otherwise.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html">the
 *     types</a>
 */
enum GatewayError {
    ACCESS_DENIED(403, "User is not authorized to access this resource", "AccessDeniedException"),
    AUTHORIZER_CONFIGURATION_ERROR(500, "Internal server error", "AuthorizerConfigurationException"),
    AUTHORIZER_FAILURE(500, "Internal server error", "AuthorizerFailureException"),
    /**
     * Lambda does not take the call: it is throttled, or API Gateway may not call. AWS documents 504 as this type's status;
     * for Lambda it is seen to be 500.
     */
    INTEGRATION_FAILURE(500, "Internal server error", "InternalServerErrorException"),
    INTEGRATION_TIMEOUT(504, "Endpoint request timed out", "InternalServerErrorException"),
    INVALID_API_KEY(403, "Forbidden", "ForbiddenException"),
    /** The function ended with an error, or answered what is no answer. There is no type of its own for it. */
    MALFORMED_ANSWER(502, "Internal server error", "InternalServerErrorException"),
    MISSING_AUTHENTICATION_TOKEN(403, "Missing Authentication Token", "MissingAuthenticationTokenException"),
    QUOTA_EXCEEDED(429, "Limit Exceeded", "LimitExceededException"),
    REQUEST_TOO_LARGE(413, "Request Too Long", "RequestTooLargeException"),
    THROTTLED(429, "Too Many Requests", "TooManyRequestsException"),
    UNAUTHORIZED(401, "Unauthorized", "UnauthorizedException");

    private final int status;
    private final String message;
    private final String errorType;

    GatewayError(int status, String message, String errorType) {
        this.status = status;
        this.message = message;
        this.errorType = errorType;
    }

    int status() {
        return status;
    }

    String message() {
        return message;
    }

    /** The value of the header {@code x-amzn-ErrorType}. */
    String errorType() {
        return errorType;
    }

    /** The type that counts where the API has no response of this one. */
    String fallback() {
        return status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX";
    }
}
