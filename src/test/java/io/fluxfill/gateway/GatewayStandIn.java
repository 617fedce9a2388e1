package io.fluxfill.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A stage of a REST API: it finds the route, asks the authorizer, checks the key, holds the limits, calls the function, and
 * makes an answer of what comes back; or answers by itself.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html">where the key
 *     comes from</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format">the
 *     function's answer</a>
 */
final class GatewayStandIn {
    /** The most bytes that a body may have. */
    static final int MAX_BODY_BYTES = 10 << 20;

    private static final Duration AUTHORIZER_LIMIT = Duration.ofSeconds(29);
    private static final String UNAUTHORIZED = "Unauthorized";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RestApi api;
    private final Map<String, String> keys;
    private final Lambda lambda;
    private final Clock clock;
    private final ProxyEvents events;
    private final UsagePlan plan;
    private final StageThrottles throttles;
    private final Map<List<Object>, Known> known = new ConcurrentHashMap<>();

    /** An authorizer's answer that counts for a while. */
    private record Known(Policy policy, Instant until) {}

    /** The end of a request that does not get through. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final transient GatewayError error;

        Refused(GatewayError error) {
            super(error.name());
            this.error = error;
        }
    }

    /**
     * @param keys the ids of API keys by their values, which no template has
     * @param clock tells when requests come
     */
    GatewayStandIn(RestApi api, Map<String, String> keys, Lambda lambda, Clock clock) {
        this.api = api;
        this.keys = Map.copyOf(keys);
        this.lambda = lambda;
        this.clock = clock;
        this.events = new ProxyEvents(api);
        this.plan = new UsagePlan(
                api.plan().throttle(), api.plan().methods(), api.plan().requestsPerDay());
        this.throttles = new StageThrottles(api.throttles());
    }

    /**
     * Answers a request.
     *
     * @param address how the stage was reached
     * @param domainName the host of that address
     */
    GatewayAnswer answer(GatewayRequest request, Address address, String domainName) throws InterruptedException {
        String requestId = UUID.randomUUID().toString();
        Optional<String> path = address.within(request.path(), api.stage());
        if (path.isEmpty()) {
            // No stage, so no responses of an API's own.
            return new GatewayResponses(JSON.createObjectNode())
                    .answer(GatewayError.INVALID_API_KEY, Map.of("requestId", requestId));
        }
        Map<String, String> context = Map.of(
                "requestId",
                requestId,
                "httpMethod",
                request.method(),
                "path",
                request.path(),
                "stage",
                api.stage(),
                "domainName",
                domainName);
        try {
            Routes.Match match = api.routes()
                    .find(request.method(), path.get())
                    .orElseThrow(() -> new Refused(GatewayError.MISSING_AUTHENTICATION_TOKEN));
            return pass(new ProxyEvents.Call(request, path.get(), domainName, match, requestId, clock.instant()));
        } catch (Refused e) {
            return api.responses().answer(e.error, context);
        }
    }

    private GatewayAnswer pass(ProxyEvents.Call call) throws Refused, InterruptedException {
        if (call.request().body().length > MAX_BODY_BYTES) {
            throw new Refused(GatewayError.REQUEST_TOO_LARGE);
        }
        Route route = call.match().route();
        Optional<Policy> policy = Optional.empty();
        if (route.authorizer().isPresent()) {
            policy = Optional.of(
                    authorized(api.authorizers().get(route.authorizer().get()), call));
        }
        Optional<String> keyId = Optional.empty();
        if (route.keyRequired()) {
            keyId = Optional.of(keyId(call, policy));
            Optional<GatewayError> refusal = plan.refusal(keyId.get(), route, call.receivedAt());
            if (refusal.isPresent()) {
                throw new Refused(refusal.get());
            }
        }
        if (!throttles.take(route, call.receivedAt())) {
            throw new Refused(GatewayError.THROTTLED);
        }
        String source = events.methodArn(call);
        if (!mayCall(source)) {
            throw new Refused(GatewayError.INTEGRATION_FAILURE);
        }
        ObjectNode event = events.event(call, policy, keyId);
        return answer(lambda.invoke(bytes(event), route.timeout()), call.requestId());
    }

    private String keyId(ProxyEvents.Call call, Optional<Policy> policy) throws Refused {
        return events.key(call, policy)
                .map(keys::get)
                .filter(api.keyIds()::contains)
                .orElseThrow(() -> new Refused(GatewayError.INVALID_API_KEY));
    }

    private Policy authorized(RequestAuthorizer authorizer, ProxyEvents.Call call)
            throws Refused, InterruptedException {
        List<String> identity =
                authorizer.identity(call.request()).orElseThrow(() -> new Refused(GatewayError.UNAUTHORIZED));
        List<Object> caller = List.of(authorizer.name(), identity);
        Known before = known.get(caller);
        Policy policy;
        if (before != null && call.receivedAt().isBefore(before.until())) {
            policy = before.policy();
        } else {
            policy = ask(authorizer, call);
            if (!authorizer.identitySources().isEmpty()) {
                known.put(caller, new Known(policy, call.receivedAt().plus(authorizer.cached())));
            }
        }
        if (!policy.allows(events.methodArn(call))) {
            throw new Refused(GatewayError.ACCESS_DENIED);
        }
        return policy;
    }

    private Policy ask(RequestAuthorizer authorizer, ProxyEvents.Call call) throws Refused, InterruptedException {
        String source = "arn:aws:execute-api:%s:%s:%s/authorizers/%s"
                .formatted(Stack.REGION, Stack.ACCOUNT, RestApi.ID, authorizer.name());
        if (!mayCall(source)) {
            throw new Refused(GatewayError.AUTHORIZER_CONFIGURATION_ERROR);
        }
        Lambda.Answer answer = lambda.invoke(bytes(events.authorizerEvent(call)), AUTHORIZER_LIMIT);
        if (answer instanceof Lambda.Answer.Result result) {
            return json(result.payload())
                    .flatMap(Policy::read)
                    .orElseThrow(() -> new Refused(GatewayError.AUTHORIZER_CONFIGURATION_ERROR));
        }
        boolean refused = answer instanceof Lambda.Answer.Failure failure
                && json(failure.payload())
                        .filter(error -> error.path("errorMessage").asText().equals(UNAUTHORIZED))
                        .isPresent();
        throw new Refused(refused ? GatewayError.UNAUTHORIZED : GatewayError.AUTHORIZER_CONFIGURATION_ERROR);
    }

    /** Whether a resource policy of the function lets this part of the API invoke it. */
    private boolean mayCall(String sourceArn) {
        return api.mayBeCalledBy().stream().anyMatch(pattern -> Policy.fits(pattern, sourceArn));
    }

    private static GatewayAnswer answer(Lambda.Answer answer, String requestId) throws Refused {
        if (answer instanceof Lambda.Answer.Result result) {
            return json(result.payload())
                    .flatMap(json -> ProxyAnswers.read(json, requestId))
                    .orElseThrow(() -> new Refused(GatewayError.MALFORMED_ANSWER));
        }
        if (answer instanceof Lambda.Answer.Throttled) {
            throw new Refused(GatewayError.INTEGRATION_FAILURE);
        }
        if (answer instanceof Lambda.Answer.TooLarge) {
            throw new Refused(GatewayError.REQUEST_TOO_LARGE);
        }
        boolean late = answer instanceof Lambda.Answer.TimedOut;
        throw new Refused(late ? GatewayError.INTEGRATION_TIMEOUT : GatewayError.MALFORMED_ANSWER);
    }

    private static byte[] bytes(ObjectNode event) {
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<JsonNode> json(byte[] payload) {
        try {
            return Optional.ofNullable(JSON.readTree(payload));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
