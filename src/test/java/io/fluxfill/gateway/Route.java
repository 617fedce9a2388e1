package io.fluxfill.gateway;

import java.time.Duration;
import java.util.Optional;

/**
 * A method of a resource.
 *
 * @param resource the path as declared, {@code /v1/{proxy+}} for instance
 * @param method as declared; {@code ANY} for every method that has none of its own
 * @param authorizer the name of the authorizer that is asked first, if there is one
 * @param keyRequired whether a key of a usage plan is needed
 * @param timeout how long the integration may take
 */
record Route(String resource, String method, Optional<String> authorizer, boolean keyRequired, Duration timeout) {
    static final String ANY = "ANY";
}
