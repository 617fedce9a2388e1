package io.fluxfill.bfl;

import io.fluxfill.rules.Endpoint;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where BFL's operations live.
 *
 * @param fill the base URL for plain fill, and for tasks of which no polling URL is known
 * @param finetune the base URL for finetuned fill: finetunes live on one cluster
 */
public record BflHosts(TrustedUrl fill, TrustedUrl finetune) {
    /** The path by which tasks are asked for. */
    static final String GET_RESULT = "/v1/get_result";

    /** One operation for each host. */
    public List<Endpoint> oneForEachHost() {
        boolean one = fill.uri().getRawAuthority().equals(finetune.uri().getRawAuthority());
        return one ? List.of(Endpoint.FILL) : List.of(Endpoint.FILL, Endpoint.FILL_FINETUNED);
    }

    /** The base URL of the host that takes an operation. */
    public TrustedUrl of(Endpoint endpoint) {
        return switch (endpoint) {
            case FILL -> fill;
            case FILL_FINETUNED -> finetune;
        };
    }

    /** Where the host of an operation tells of a task. */
    TrustedUrl resultUrl(Endpoint endpoint, String id) {
        return of(endpoint).route(GET_RESULT + "?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
    }
}
