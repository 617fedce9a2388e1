package io.fluxfill.bfl;

import java.net.URI;

/** A URL that passed {@link TrustedHosts}: the only kind that a {@link Transport} sends the key to. */
public final class TrustedUrl {
    private final URI uri;

    TrustedUrl(URI uri) {
        this.uri = uri;
    }

    /** The URL itself, scheme and host in lower case. */
    public URI uri() {
        return uri;
    }

    /** The URL of a route on this base URL: same host, so the trust holds. */
    TrustedUrl route(String pathAndQuery) {
        String prefix = uri.getRawPath().replaceFirst("/+$", "");
        return new TrustedUrl(URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + prefix + pathAndQuery));
    }

    /** Whether the host is BFL's by its name, and not by the configuration. */
    public boolean isOfBfl() {
        return TrustedHosts.isOfBfl(uri.getHost());
    }

    /** The base URL of the same host. */
    TrustedUrl host() {
        return new TrustedUrl(URI.create(uri.getScheme() + "://" + uri.getRawAuthority()));
    }

    /** The host and, where there is one, the port: fit for a log line, which must not hold a query. */
    @Override
    public String toString() {
        return uri.getRawAuthority();
    }
}
