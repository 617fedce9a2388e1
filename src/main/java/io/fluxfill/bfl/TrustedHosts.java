package io.fluxfill.bfl;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which URLs the function may talk to, whoever supplied them: BFL in an answer, a caller, or the configuration.
 *
 * <p>Trusted are {@code https} URLs on port 443 of {@code bfl.ai} and every host that ends in {@code .bfl.ai}, and the
 * further hosts that the configuration names for tests. Everything unusual is refused rather than understood: what two
 * parsers could read in two ways has no place in a rule that guards a key.
 */
public final class TrustedHosts {
    private static final String DOMAIN = "bfl.ai";
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    /** DNS has no longer names; the pattern, which recurses with every label, must not see one. */
    private static final int LONGEST_HOST = 253;

    /** Dot-separated labels of letters, digits and inner hyphens: no trailing dot, no unicode, no escapes. */
    private static final Pattern HOST_NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?");

    /** Printable ASCII without the characters that URL parsers disagree about. */
    private static final Pattern PLAIN_URL = Pattern.compile("https?://[!-~&&[^\\\\\"<>^`{|}]]+");

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
        if (url == null || !PLAIN_URL.matcher(url).matches()) {
            return Optional.empty();
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        if (uri.getHost() == null || !isHostAndPortOnly(uri)) {
            return Optional.empty();
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        boolean trusted = host.length() <= LONGEST_HOST
                && HOST_NAME.matcher(host).matches()
                && (isBfl(uri, host) || isFurther(uri, host));
        return trusted ? Optional.of(new TrustedUrl(withLowerCaseHost(uri, host))) : Optional.empty();
    }

    private static boolean isBfl(URI uri, String host) {
        return uri.getScheme().equals("https") && (uri.getPort() == -1 || uri.getPort() == HTTPS_PORT) && isOfBfl(host);
    }

    /** Whether a host, in lower case, is BFL's by its name. */
    static boolean isOfBfl(String host) {
        return host.equals(DOMAIN) || host.endsWith("." + DOMAIN);
    }

    /** Without user info, and without the empty or padded ports that {@link URI} lets pass. */
    private static boolean isHostAndPortOnly(URI uri) {
        String port = uri.getPort() == -1 ? "" : ":" + uri.getPort();
        return uri.getRawAuthority().equals(uri.getHost() + port);
    }

    /** By its port, which may be the scheme's own; without a port the configuration means the scheme's own. */
    private boolean isFurther(URI uri, String host) {
        int defaultPort = uri.getScheme().equals("https") ? HTTPS_PORT : HTTP_PORT;
        int port = uri.getPort() == -1 ? defaultPort : uri.getPort();
        return further.contains(host + ":" + port) || (port == defaultPort && further.contains(host));
    }

    private static URI withLowerCaseHost(URI uri, String host) {
        String authority = uri.getPort() == -1 ? host : host + ":" + uri.getPort();
        String rest = uri.toString().substring(uri.getScheme().length() + "://".length() + authority.length());
        return URI.create(uri.getScheme() + "://" + authority + rest);
    }
}
