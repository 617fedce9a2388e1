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

    /** The base URL of the host that takes an operation. */
    public TrustedUrl of(Endpoint endpoint) {
        return switch (endpoint.host()) {
            case GLOBAL -> fill;
            case FINETUNES -> finetune;
        };
    }

    /** The base URLs that submits go to, one for each host. */
    public List<TrustedUrl> forSubmits() {
        Map<String, TrustedUrl> byHost = new LinkedHashMap<>();
        for (Endpoint endpoint : Endpoint.values()) {
            byHost.putIfAbsent(of(endpoint).uri().getRawAuthority(), of(endpoint));
        }
        return List.copyOf(byHost.values());
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
