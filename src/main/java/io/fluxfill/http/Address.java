package io.fluxfill.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a request was sent.
 *
 * @param endpoint this endpoint's address as its callers know it, without a slash at its end: scheme, host, and what comes
 *     before the routes, such as a stage
 * @param path what comes after it: a route, if there is one of that name, also without a slash at its end
 */
record Address(String endpoint, String path) {
    /** Of a domain name and, where there is one, a port. The text goes into URLs and headers, and may be a caller's. */
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(?::[0-9]{1,5})?");

    /** What a stage or a base path is made of. */
    private static final Pattern BASE = Pattern.compile("(?:/[A-Za-z0-9$._+!*'()~-]+)*");

    /** The domains that API Gateway gives to APIs. Only there the stage is a part of the URL. */
    private static final Pattern OF_API_GATEWAY =
            Pattern.compile(".*\\.execute-api\\.[a-z0-9-]+\\.amazonaws\\.com(?:\\.cn)?", Pattern.CASE_INSENSITIVE);

    /** The stage that is in no path. */
    private static final String DEFAULT_STAGE = "$default";

    /**
     * The address in an event.
     *
     * @param publicUrl this endpoint's address where it is configured; else it is what the event says
     */
    static Address of(ObjectNode event, Headers headers, Optional<String> publicUrl) {
        JsonNode context = event.path("requestContext");
        String host = host(context, headers);
        String stage = context.path("stage").asText();
        String path;
        String before;
        if (ApiGateway.isVersion2(event)) {
            String whole = event.path("rawPath").asText();
            path = withoutStage(whole, stage);
            // It has the stage behind a custom domain too, where callers do not know of it; and never a mapping's name.
            boolean stageIsPublic = OF_API_GATEWAY.matcher(host).matches();
            before = stageIsPublic ? before(path, whole) : "";
        } else {
            String whole = event.path("path").asText();
            path = resource(event)
                    .filter(route -> withoutSlash(whole).endsWith(withoutSlash(route)))
                    .orElseGet(() -> withoutStage(whole, stage));
            // Only the context's path has the stage; a load balancer's event has none.
            before = before(path, context.path("path").asText(whole));
        }
        String endpoint = publicUrl.orElseGet(() -> scheme(headers) + host + before);
        return new Address(endpoint, withoutSlash(path));
    }

    /**
     * The part of a REST API's path that the API itself knows. The path as such may begin with a custom domain's base path
     * and with a stage, with nothing to tell them from the rest. Of a greedy resource all that it takes is the function's.
     */
    private static Optional<String> resource(ObjectNode event) {
        String resource = event.path("resource").asText();
        int parameter = resource.indexOf('{');
        if (!resource.startsWith("/")) {
            return Optional.empty();
        }
        if (parameter < 0) {
            return Optional.of(resource);
        }
        boolean greedy = resource.endsWith("+}");
        String name = resource.substring(parameter + 1).replaceFirst("\\+?}$", "");
        JsonNode rest = event.path("pathParameters").path(name);
        return Optional.of(rest)
                .filter(JsonNode::isTextual)
                .map(text -> (greedy ? "/" : resource.substring(0, parameter)) + text.textValue());
    }

    private static String withoutStage(String path, String stage) {
        String prefix = "/" + stage;
        boolean known = !stage.isEmpty() && !stage.equals(DEFAULT_STAGE);
        return known && (path + "/").startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
    }

    /** What comes before a path in the whole one, where it is something that may be repeated in a URL. */
    private static String before(String path, String whole) {
        String end = withoutSlash(path);
        String all = withoutSlash(whole);
        String before = all.endsWith(end) ? all.substring(0, all.length() - end.length()) : "";
        return BASE.matcher(before).matches() ? before : "";
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** The gateway's own word first: {@code Host} is the caller's, and behind CloudFront another one. */
    private static String host(JsonNode context, Headers headers) {
        return Stream.of(
                        context.path("domainName").asText(),
                        headers.first("host").orElse(""))
                .filter(host -> HOST.matcher(host).matches())
                .findFirst()
                .orElse("localhost");
    }

    private static String scheme(Headers headers) {
        // Behind a second proxy there is a list.
        boolean plain = headers.first("x-forwarded-proto")
                .filter(schemes -> schemes.split(",", 2)[0].strip().equalsIgnoreCase("http"))
                .isPresent();
        return plain ? "http://" : "https://";
    }
}
