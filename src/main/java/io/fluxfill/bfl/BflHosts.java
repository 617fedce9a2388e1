package io.fluxfill.bfl;

import io.fluxfill.rules.Endpoint;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where BFL's operations live.
 *
 * @param fill the base URL for plain fill, and the first to be asked for tasks of which no polling URL is known
 * @param finetune the base URL for finetuned fill: finetunes live on one cluster
 * @param others base URLs of further hosts that such a task may be at home on
 */
public record BflHosts(TrustedUrl fill, TrustedUrl finetune, List<TrustedUrl> others) {
    /** The hosts on which tasks were seen to be at home, as far as is known. */
    public static final List<String> REGIONAL = List.of(
            "api.us1.bfl.ai", "api.us2.bfl.ai", "api.us3.bfl.ai", "api.eu1.bfl.ai", "api.eu2.bfl.ai", "api.isr.bfl.ai");

    /** The path by which tasks are asked for. */
    static final String GET_RESULT = "/v1/get_result";

    public BflHosts {
        others = List.copyOf(others);
    }

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

    /** The base URLs of all hosts that tasks may be at home on, each host once. */
    List<TrustedUrl> all() {
        Map<String, TrustedUrl> byHost = new LinkedHashMap<>();
        Stream.concat(Stream.of(fill, finetune), others.stream())
                .forEach(base -> byHost.putIfAbsent(base.toString(), base));
        return List.copyOf(byHost.values());
    }

    /** Where a host tells of a task. */
    static TrustedUrl resultUrl(TrustedUrl base, String id) {
        return base.route(GET_RESULT + "?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
    }
}
