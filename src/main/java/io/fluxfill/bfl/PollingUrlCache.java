package io.fluxfill.bfl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where tasks live, of those that this process submitted or found of late. Many clients poll by the id alone, twice a second,
 * and every host that has to be asked in vain is a request more.
 */
final class PollingUrlCache {
    /** More than are active in an account at any time. */
    private static final int MOST = 200;

    private final Map<String, TrustedUrl> urls = new LinkedHashMap<>();
    private TrustedUrl last;

    /** A task is at home at this polling URL. */
    synchronized void remember(String id, TrustedUrl pollingUrl) {
        urls.remove(id);
        urls.put(id, pollingUrl);
        last = pollingUrl;
        if (urls.size() > MOST) {
            urls.remove(urls.keySet().iterator().next());
        }
    }

    /** The polling URL of a task, if it is known. */
    synchronized Optional<TrustedUrl> pollingUrl(String id) {
        return Optional.ofNullable(urls.get(id));
    }

    /** The host where a task was at home last: the next one is likely to be its neighbour. */
    synchronized Optional<TrustedUrl> lastHost() {
        return Optional.ofNullable(last).map(TrustedUrl::host);
    }
}
