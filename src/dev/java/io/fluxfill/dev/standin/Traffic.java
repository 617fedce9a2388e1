package io.fluxfill.dev.standin;

import io.fluxfill.dev.http.Request;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what came to each host, answered well or not, and remembers where a key came along. */
final class Traffic {

    private static final String KEY = "x-key";

    /** What requests are for. */
    enum Route {
        SUBMIT,
        POLL,
        PICTURE,
        OTHER
    }

    private record Place(Host host, Route route) {}

    private final Map<Place, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final AtomicInteger keyLeaks = new AtomicInteger();

    void note(Host host, Route route, Request request) {
        requests.computeIfAbsent(new Place(host, route), any -> new AtomicInteger())
                .incrementAndGet();
        request.header(KEY).ifPresent(key -> {
            keys.add(key);
            if (route == Route.PICTURE || !host.isApi()) {
                keyLeaks.incrementAndGet();
            }
        });
    }

    int count(Host host, Route route) {
        AtomicInteger count = requests.get(new Place(host, route));
        return count == null ? 0 : count.get();
    }

    int keyLeaks() {
        return keyLeaks.get();
    }

    Set<String> keys() {
        return new TreeSet<>(keys);
    }
}
