package io.fluxfill.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A REST API as a template deploys it.
 *
 * @param stage the name of its stage
 * @param callerNamesKey whether the key comes from the authorizer's answer (key source AUTHORIZER), not from the header
 *     {@code x-api-key}
 * @param routes what can be called
 * @param authorizers by name
 * @param responses what it says in its own name
 * @param throttles the limits of the stage by {@code /resource/METHOD}
 * @param plan the usage plan's limits
 * @param keyIds the ids of the keys of the usage plan
 * @param mayBeCalledBy patterns of what in API Gateway may invoke the function
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html">what
 *     OpenAPI documents tell API Gateway</a>
 */
record RestApi(
        String stage,
        boolean callerNamesKey,
        Routes routes,
        Map<String, RequestAuthorizer> authorizers,
        GatewayResponses responses,
        Map<String, Throttle> throttles,
        PlanLimits plan,
        Set<String> keyIds,
        List<String> mayBeCalledBy) {

    /** The id of the API; AWS makes one up. */
    static final String ID = "a1b2c3d4e5";

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch");
    private static final String ANY_METHOD = "x-amazon-apigateway-any-method";
    private static final String AUTHORIZER = "x-amazon-apigateway-authorizer";
    private static final String INTEGRATION = "x-amazon-apigateway-integration";
    private static final int LONGEST_MILLIS = 29_000;
    private static final int CACHED_SECONDS = 300;

    /**
     * The limits of a usage plan.
     *
     * @param throttle of each key, all methods together
     * @param methods of each key, by {@code /resource/METHOD}
     * @param requestsPerDay of each key
     */
    record PlanLimits(Optional<Throttle> throttle, Map<String, Throttle> methods, Optional<Integer> requestsPerDay) {}

    /** The only API of a template. */
    static RestApi of(Stack stack) {
        JsonNode properties = stack.properties(stack.only("AWS::Serverless::Api"));
        JsonNode definition = properties.path("DefinitionBody");
        Map<String, RequestAuthorizer> authorizers = authorizers(definition);
        JsonNode plan = stack.properties(stack.only("AWS::ApiGateway::UsagePlan"));
        return new RestApi(
                properties.path("StageName").asText(),
                definition
                        .path("x-amazon-apigateway-api-key-source")
                        .asText("HEADER")
                        .equals("AUTHORIZER"),
                new Routes(routes(definition, authorizers)),
                authorizers,
                new GatewayResponses(definition.path("x-amazon-apigateway-gateway-responses")),
                stageThrottles(properties.path("MethodSettings")),
                new PlanLimits(throttle(plan.path("Throttle")), planMethods(plan), requestsPerDay(plan)),
                keyIds(stack),
                stack.resources("AWS::Lambda::Permission").stream()
                        .map(stack::properties)
                        .filter(permission ->
                                permission.path("Principal").asText().equals("apigateway.amazonaws.com"))
                        .map(permission -> permission.path("SourceArn").asText())
                        .toList());
    }

    /** The API of this project's own template, with values for some of its parameters. */
    static RestApi deployed(Map<String, String> parameters) throws IOException {
        return of(stack(parameters, Map.of()));
    }

    /** This project's own stack, with names for some of its resources. */
    static Stack stack(Map<String, String> parameters, Map<String, String> names) throws IOException {
        Path template = Path.of("template.yaml");
        String api = Stack.read(template, parameters, Map.of()).only("AWS::Serverless::Api");
        Map<String, String> all = new HashMap<>(names);
        all.put(api, ID);
        all.put(api + ".Stage", Stack.NAME);
        return Stack.read(template, parameters, all);
    }

    private static Map<String, RequestAuthorizer> authorizers(JsonNode definition) {
        Map<String, RequestAuthorizer> authorizers = new HashMap<>();
        schemes(definition).forEach((name, scheme) -> {
            JsonNode authorizer = scheme.path(AUTHORIZER);
            if (authorizer.isObject()) {
                if (!authorizer.path("type").asText().equals("request")) {
                    throw new IllegalStateException("The stand-in has authorizers of type request only");
                }
                authorizers.put(
                        name,
                        new RequestAuthorizer(
                                name,
                                Arrays.stream(authorizer
                                                .path("identitySource")
                                                .asText()
                                                .split(","))
                                        .map(String::strip)
                                        .filter(source -> !source.isEmpty())
                                        .toList(),
                                Duration.ofSeconds(authorizer
                                        .path("authorizerResultTtlInSeconds")
                                        .asInt(CACHED_SECONDS))));
            }
        });
        return authorizers;
    }

    private static List<Route> routes(JsonNode definition, Map<String, RequestAuthorizer> authorizers) {
        List<Route> routes = new ArrayList<>();
        Map<String, JsonNode> schemes = schemes(definition);
        definition
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    boolean any = operation.getKey().equals(ANY_METHOD);
                    if (any || METHODS.contains(operation.getKey())) {
                        Set<String> security = security(operation.getValue());
                        routes.add(new Route(
                                path.getKey(),
                                any ? Route.ANY : operation.getKey().toUpperCase(Locale.ROOT),
                                security.stream()
                                        .filter(authorizers::containsKey)
                                        .findFirst(),
                                security.stream()
                                        .filter(name -> !authorizers.containsKey(name))
                                        .anyMatch(name -> isKey(schemes.get(name))),
                                Duration.ofMillis(operation
                                        .getValue()
                                        .path(INTEGRATION)
                                        .path("timeoutInMillis")
                                        .asInt(LONGEST_MILLIS))));
                    }
                }));
        return routes;
    }

    private static Map<String, JsonNode> schemes(JsonNode definition) {
        Map<String, JsonNode> schemes = new LinkedHashMap<>();
        definition
                .path("components")
                .path("securitySchemes")
                .properties()
                .forEach(scheme -> schemes.put(scheme.getKey(), scheme.getValue()));
        return schemes;
    }

    private static Set<String> security(JsonNode operation) {
        Set<String> names = new HashSet<>();
        operation
                .path("security")
                .forEach(requirement -> requirement.properties().forEach(scheme -> names.add(scheme.getKey())));
        return names;
    }

    /** API Gateway takes this header for its own keys, whatever the key source is. */
    private static boolean isKey(JsonNode scheme) {
        return scheme.path("type").asText().equals("apiKey")
                && scheme.path("name").asText().equalsIgnoreCase("x-api-key");
    }

    private static Map<String, Throttle> stageThrottles(JsonNode settings) {
        Map<String, Throttle> throttles = new HashMap<>();
        settings.forEach(setting -> {
            // "/~1v1~1x" is the resource "/v1/x", "/*" is all of them.
            String resource = setting.path("ResourcePath").asText().substring(1).replace("~1", "/");
            String method = setting.path("HttpMethod").asText();
            String key = (resource.startsWith("/") ? resource : "/" + resource) + "/" + method;
            if (setting.has("ThrottlingRateLimit")) {
                throttles.put(
                        key,
                        new Throttle(
                                setting.path("ThrottlingRateLimit").asDouble(),
                                setting.path("ThrottlingBurstLimit").asInt()));
            }
        });
        return throttles;
    }

    private static Optional<Throttle> throttle(JsonNode settings) {
        return settings.isObject()
                ? Optional.of(new Throttle(
                        settings.path("RateLimit").asDouble(),
                        settings.path("BurstLimit").asInt()))
                : Optional.empty();
    }

    private static Map<String, Throttle> planMethods(JsonNode plan) {
        Map<String, Throttle> methods = new HashMap<>();
        plan.path("ApiStages")
                .forEach(stage -> stage.path("Throttle")
                        .properties()
                        .forEach(method ->
                                throttle(method.getValue()).ifPresent(limit -> methods.put(method.getKey(), limit))));
        return methods;
    }

    private static Optional<Integer> requestsPerDay(JsonNode plan) {
        JsonNode quota = plan.path("Quota");
        if (quota.isMissingNode()) {
            return Optional.empty();
        }
        if (!quota.path("Period").asText().equals("DAY")) {
            throw new IllegalStateException("The stand-in has quotas by the day only");
        }
        return Optional.of(quota.path("Limit").asInt());
    }

    private static Set<String> keyIds(Stack stack) {
        Set<String> ids = new HashSet<>();
        for (String member : stack.resources("AWS::ApiGateway::UsagePlanKey")) {
            String key = stack.properties(member).path("KeyId").asText();
            if (stack.properties(key).path("Enabled").asBoolean()) {
                ids.add(key);
            }
        }
        return ids;
    }
}
