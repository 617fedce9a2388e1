package io.fluxfill.bfl;

import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which URLs may be asked with the key, whoever supplied them: BFL in an answer, a caller, or the configuration.
 *
 * <p>Trusted are {@code https} URLs on port 443 of {@code bfl.ai} and every host that ends in {@code .bfl.ai}, and the
 * further hosts that the configuration names for tests.
 */
public final class TrustedHosts {
    private static final String DOMAIN = "bfl.ai";
    private static final int HTTP_PORT = 80;

    private final Set<String> further;

    /**
     * @param further hosts allowed beyond BFL's, each {@code host} (default ports) or {@code host:port}; plain
     *     {@code http} is allowed for these
     */
    public TrustedHosts(Collection<String> further) {
        this.further =
                further.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Checks one URL.
     *
     * @param url any text, also hostile
     * @return the URL to use, or nothing where it is not to be trusted
     */
    public Optional<TrustedUrl> check(String url) {
        return HttpUrl.in(url).filter(uri -> isBfl(uri) || isFurther(uri)).map(TrustedUrl::new);
    }

    /** The same for the further hosts alone. */
    Optional<TrustedUrl> checkFurther(String url) {
        return HttpUrl.in(url).filter(this::isFurther).map(TrustedUrl::new);
    }

    private static boolean isBfl(URI uri) {
        return HttpUrl.isUsualHttps(uri) && isOfBfl(uri.getHost());
    }

    /** Whether a host, in lower case, is BFL's by its name. */
    static boolean isOfBfl(String host) {
        return host.equals(DOMAIN) || host.endsWith("." + DOMAIN);
    }

    /** By its port, which may be the scheme's own; without a port the configuration means the scheme's own. */
    private boolean isFurther(URI uri) {
        String host = uri.getHost();
        int defaultPort = uri.getScheme().equals("https") ? HttpUrl.HTTPS_PORT : HTTP_PORT;
        int port = uri.getPort() == -1 ? defaultPort : uri.getPort();
        return further.contains(host + ":" + port) || (port == defaultPort && further.contains(host));
    }
}
