package io.fluxfill.bfl;

import java.net.URI;

/** URLs for tests of what is done with one, which no {@link DeliveryHosts} would allow. */
public final class DeliveryUrls {
    private DeliveryUrls() {}

    /** A URL on this machine, whose host must be at a public address. */
    public static DeliveryUrl thatMustBePublic(String url) {
        return new DeliveryUrl(URI.create(url), false);
    }

    /** A URL on this machine, whose host is trusted. */
    public static DeliveryUrl trusted(String url) {
        return new DeliveryUrl(URI.create(url), true);
    }
}
