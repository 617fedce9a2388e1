package io.fluxfill.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.log.EventRecord;
import io.fluxfill.waiting.Deadline;
import java.util.List;
import java.util.stream.Collectors;

/** BFL's routes, bodies and status codes, so that a client written for BFL works when pointed at this endpoint. */
public final class HttpApi {
    private final List<Route> routes;

    /** @param routes each method of each path once */
    public HttpApi(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /**
     * Answers a request.
     *
     * @param end when the answer must leave
     * @param record takes note of what is done
     * @throws FluxFillException as {@link Route#answer} does
     */
    public HttpResponse answer(HttpRequest request, Deadline end, EventRecord record) {
        List<Route> there =
                routes.stream().filter(route -> route.takes(request.path())).toList();
        return there.stream()
                .filter(route -> route.method().equals(request.method()))
                .findFirst()
                .map(route -> route.answer(request, end, record))
                .orElseGet(() -> notHere(there, record));
    }

    private static HttpResponse notHere(List<Route> there, EventRecord record) {
        record.refused();
        if (there.isEmpty()) {
            return refusal(404, "There is no such path here.");
        }
        String allowed = there.stream().map(Route::method).distinct().collect(Collectors.joining(", "));
        return refusal(405, "This path takes " + allowed + " only.").with("allow", allowed);
    }

    private static HttpResponse refusal(int status, String detail) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return HttpResponse.of(status, body.put("detail", detail).put("type", ErrorType.INVALID_REQUEST.code()));
    }
}
