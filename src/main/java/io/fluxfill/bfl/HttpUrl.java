package io.fluxfill.bfl;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads URLs that may be hostile. Everything unusual is refused rather than understood: what two parsers could read in two
 * ways has no place in a rule that guards a key, or a network.
 */
final class HttpUrl {
    static final int HTTPS_PORT = 443;

    /** DNS has no longer names; the pattern, which recurses with every label, must not see one. */
    private static final int LONGEST_HOST = 253;

    /** Dot-separated labels of letters, digits and inner hyphens: no trailing dot, no unicode, no escapes. */
    private static final Pattern HOST_NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?");

    /** Printable ASCII without the characters that URL parsers disagree about. */
    private static final Pattern PLAIN_URL = Pattern.compile("https?://[!-~&&[^\\\\\"<>^`{|}]]+");

    private HttpUrl() {}

    /**
     * The URL in a text.
     *
     * @param text any text, also hostile
     * @return the same URL with its host in lower case, or nothing where it is none with a plain host, and port if it likes
     */
    static Optional<URI> in(String text) {
        return plain(text).filter(HttpUrl::isHostAndPortOnly).flatMap(HttpUrl::withPlainHost);
    }

    /** The host that a text seems to name, to tell a person: it may be none that {@link #in} takes. */
    static Optional<String> hostIn(String text) {
        return plain(text).map(URI::getHost).filter(host -> host.length() <= LONGEST_HOST);
    }

    /** Whether it is {@code https} on port 443. */
    static boolean isUsualHttps(URI url) {
        return url.getScheme().equals("https") && (url.getPort() == -1 || url.getPort() == HTTPS_PORT);
    }

    /** Whether a text, in lower case, is the name of a host. */
    static boolean isHostName(String text) {
        return text.length() <= LONGEST_HOST && HOST_NAME.matcher(text).matches();
    }

    private static Optional<URI> plain(String text) {
        if (text == null || !PLAIN_URL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(text)).filter(url -> url.getHost() != null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Without user info, and without the empty or padded ports that {@link URI} lets pass. */
    private static boolean isHostAndPortOnly(URI url) {
        String port = url.getPort() == -1 ? "" : ":" + url.getPort();
        return url.getRawAuthority().equals(url.getHost() + port);
    }

    private static Optional<URI> withPlainHost(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        if (!isHostName(host)) {
            return Optional.empty();
        }
        String authority = url.getPort() == -1 ? host : host + ":" + url.getPort();
        String rest = url.toString().substring(url.getScheme().length() + "://".length() + authority.length());
        return Optional.of(URI.create(url.getScheme() + "://" + authority + rest));
    }
}
