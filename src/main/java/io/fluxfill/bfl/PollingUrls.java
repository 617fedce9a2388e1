package io.fluxfill.bfl;

import io.fluxfill.task.TaskHandle;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which polling URLs may be asked with the key: BFL's own on every host of BFL's, a caller's only where BFL's API lives. */
final class PollingUrls {
    private static final String ID = "id=";

    /** {@code api.bfl.ai}, and {@code api.eu2.bfl.ai} and its like. */
    private static final Pattern API_HOST = Pattern.compile("api\\.(?:[a-z0-9-]+\\.)?bfl\\.ai");

    private final BflHosts hosts;
    private final TrustedHosts trustedHosts;
    private final PollingUrlCache cache;

    PollingUrls(BflHosts hosts, TrustedHosts trustedHosts, PollingUrlCache cache) {
        this.hosts = hosts;
        this.trustedHosts = trustedHosts;
        this.cache = cache;
    }

    /** Where a task lives that was just submitted. */
    void remember(TaskHandle handle) {
        of(handle).ifPresent(url -> cache.remember(handle.id(), url));
    }

    /** Where a task whose handle BFL gave is asked for; nothing where that may not be asked. */
    Optional<TrustedUrl> of(TaskHandle handle) {
        return handle.pollingUrl()
                .map(trustedHosts::check)
                .orElseGet(() -> Optional.of(BflHosts.resultUrl(hosts.fill(), handle.id())));
    }

    /**
     * Whether a URL that a caller gave may be asked: it must be on a host of BFL's API or a configured one, and ask for the
     * task, where that is known, and for nothing else. With the key it could read other things of the account, or of other
     * services.
     */
    boolean mayBeChosen(String url, Optional<String> id) {
        return trustedHosts
                .check(url)
                .map(TrustedUrl::uri)
                .filter(uri -> isApi(uri) && uri.getRawFragment() == null)
                .filter(uri -> id.isEmpty() || asksFor(id.get(), uri))
                .isPresent();
    }

    /** The id that a polling URL asks for, decoded; nothing where it asks for none. */
    static Optional<String> idIn(String url) {
        int query = url.indexOf('?');
        return query < 0
                ? Optional.empty()
                : ids(url.substring(query + 1)).filter(id -> !id.isEmpty()).findFirst();
    }

    private boolean isApi(URI uri) {
        // A trusted host that is not BFL's is one of the configuration's.
        boolean hasApi = API_HOST.matcher(uri.getHost()).matches() || !TrustedHosts.isOfBfl(uri.getHost());
        return (hasApi && BflHosts.GET_RESULT.equals(uri.getRawPath()))
                || hosts.all().stream().anyMatch(base -> isResultUrl(uri, base));
    }

    private static boolean isResultUrl(URI uri, TrustedUrl base) {
        URI configured = base.route(BflHosts.GET_RESULT).uri();
        return configured.getScheme().equals(uri.getScheme())
                && configured.getRawAuthority().equals(uri.getRawAuthority())
                && configured.getRawPath().equals(uri.getRawPath());
    }

    /** Once, as no two servers agree on what a second one means. */
    private static boolean asksFor(String id, URI uri) {
        String query = uri.getRawQuery();
        return query != null && ids(query).toList().equals(List.of(id));
    }

    private static Stream<String> ids(String query) {
        return Stream.of(query.split("[&#]"))
                .map(PollingUrls::decoded)
                .filter(parameter -> parameter.startsWith(ID))
                .map(parameter -> parameter.substring(ID.length()));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
