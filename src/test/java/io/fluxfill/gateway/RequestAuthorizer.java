package io.fluxfill.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An authorizer of type REQUEST, as an API declares it.
 *
 * @param name its name in the API
 * @param identitySources where the caller's identity is, {@code method.request.header.x-key} for instance: a request without
 *     one of them is refused unasked
 * @param cached for how long an answer counts for the same identity
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html">Lambda
 *     authorizers</a>
 */
record RequestAuthorizer(String name, List<String> identitySources, Duration cached) {
    private static final String HEADER = "method.request.header.";
    private static final String QUERY = "method.request.querystring.";

    /** What identifies the caller; empty where a part of it is missing. */
    Optional<List<String>> identity(GatewayRequest request) {
        List<String> identity = new ArrayList<>();
        for (String source : identitySources) {
            Optional<String> value = value(source, request).filter(text -> !text.isEmpty());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            identity.add(value.get());
        }
        return Optional.of(identity);
    }

    private static Optional<String> value(String source, GatewayRequest request) {
        if (source.startsWith(HEADER)) {
            return request.header(source.substring(HEADER.length()));
        }
        if (source.startsWith(QUERY)) {
            return request.query().getOrDefault(source.substring(QUERY.length()), List.of()).stream()
                    .findFirst();
        }
        throw new IllegalStateException("The stand-in does not know the identity source " + source);
    }
}
