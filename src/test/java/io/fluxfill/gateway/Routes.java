package io.fluxfill.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds what answers a request: the resource that fits most exactly, a greedy one last of all, and of it the method itself
 * before {@code ANY}. A slash at the end of a path does not count.
 */
final class Routes {
    private final List<Route> routes;

    Routes(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /**
     * A route that was found.
     *
     * @param route the route
     * @param pathParameters the values of its path's variables
     */
    record Match(Route route, Map<String, String> pathParameters) {}

    /** All routes. */
    List<Route> all() {
        return routes;
    }

    /** The route for a method and a path without a stage. */
    Optional<Match> find(String method, String path) {
        Optional<String> resource = routes.stream()
                .map(Route::resource)
                .distinct()
                .filter(declared -> variables(declared, path).isPresent())
                .min(Comparator.comparingInt(Routes::vagueness));
        return resource.flatMap(found -> method(found, method::equals)
                .or(() -> method(found, Route.ANY::equals))
                .map(route -> new Match(route, variables(found, path).orElseThrow())));
    }

    private Optional<Route> method(String resource, Predicate<String> fits) {
        return routes.stream()
                .filter(route -> route.resource().equals(resource) && fits.test(route.method()))
                .findFirst();
    }

    /** The values of the variables in a declared path; empty if it does not fit. */
    private static Optional<Map<String, String>> variables(String declared, String path) {
        String[] parts = declared.substring(1).split("/");
        String[] given = path.replaceFirst("^/", "").replaceFirst("/$", "").split("/");
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < parts.length; i++) {
            boolean variable = parts[i].startsWith("{");
            boolean greedy = parts[i].endsWith("+}");
            if (i >= given.length || (variable && given[i].isEmpty())) {
                return Optional.empty();
            }
            if (greedy) {
                String rest = String.join("/", List.of(given).subList(i, given.length));
                values.put(parts[i].substring(1, parts[i].length() - 2), rest);
                return Optional.of(values);
            }
            if (variable) {
                values.put(parts[i].substring(1, parts[i].length() - 1), decode(given[i]));
            } else if (!parts[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return parts.length == given.length ? Optional.of(values) : Optional.empty();
    }

    private static int vagueness(String declared) {
        return declared.endsWith("+}") ? 2 : declared.contains("{") ? 1 : 0;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
