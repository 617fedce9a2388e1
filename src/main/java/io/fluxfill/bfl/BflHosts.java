package io.fluxfill.bfl;

import io.fluxfill.rules.Endpoint;
import java.util.List;

/**
 * Where BFL's operations live.
 *
 * @param fill the base URL for plain fill, and for tasks of which no polling URL is known
 * @param finetune the base URL for finetuned fill: finetunes live on one cluster
 */
public record BflHosts(TrustedUrl fill, TrustedUrl finetune) {

    /** One operation for each host. */
    public List<Endpoint> oneForEachHost() {
        boolean one = fill.uri().getRawAuthority().equals(finetune.uri().getRawAuthority());
        return one ? List.of(Endpoint.FILL) : List.of(Endpoint.FILL, Endpoint.FILL_FINETUNED);
    }

    TrustedUrl of(Endpoint endpoint) {
        return switch (endpoint) {
            case FILL -> fill;
            case FILL_FINETUNED -> finetune;
        };
    }
}
