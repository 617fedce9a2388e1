package io.fluxfill.http;

import io.fluxfill.storage.Whole;
import io.fluxfill.task.TaskHandle;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a client asks for its task: at this endpoint, as it has no key of BFL's. The URL carries BFL's own as a parameter,
 * because only the region that took a task knows it.
 */
final class ResultUrl {
    static final String PATH = "/v1/get_result";
    static final String ID = "id";
    static final String POLLING_URL = "polling_url";
    static final String PRESERVE = "preserve";

    private ResultUrl() {}

    /** The URL for whoever sent a request; empty where BFL gave none. */
    static Optional<String> of(TaskHandle task, HttpRequest request) {
        return of(task, new Whole.No(), request);
    }

    /** The same for a task whose picture is to come back whole. */
    static Optional<String> of(TaskHandle task, Whole whole, HttpRequest request) {
        String more = whole.isWanted() ? "&" + PRESERVE + "=true" : "";
        return task.pollingUrl()
                .map(url -> request.address().endpoint() + PATH + "?" + ID + "=" + encode(task.id()) + "&" + POLLING_URL
                        + "=" + encode(url) + more);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
