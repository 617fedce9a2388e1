package io.fluxfill.bfl;

import java.net.InetAddress;
import java.net.URI;

/** A URL that passed {@link DeliveryHosts}: what a picture may be fetched from, without the key. */
public final class DeliveryUrl {
    private final URI uri;
    private final boolean anywhere;

    /** @param anywhere whether the host is trusted whatever address it has */
    DeliveryUrl(URI uri, boolean anywhere) {
        this.uri = uri;
        this.anywhere = anywhere;
    }

    /** The URL itself, scheme and host in lower case. */
    public URI uri() {
        return uri;
    }

    /** Whether the host is trusted whatever address it has, so that none of them need be looked at. */
    public boolean isAnywhere() {
        return anywhere;
    }

    /** Whether the host may have an address. One that it may not have is enough not to talk to it. */
    public boolean mayBeAt(InetAddress address) {
        return anywhere || PublicAddresses.contains(address);
    }

    /** The host and, where there is one, the port: fit for a log line, which must not hold a query. */
    @Override
    public String toString() {
        return uri.getRawAuthority();
    }
}
