package io.fluxfill.rules.pydantic;

/** The host of a URL, by the <a href="https://url.spec.whatwg.org/#host-parsing">host parser</a> of the WHATWG. */
final class UrlHost {

    private UrlHost() {}

    /**
     * Checks a host as it stands in an http URL: an IPv6 address in brackets, an IPv4 address in any notation, or a
     * domain.
     *
     * @throws PydanticError saying what is wrong with the host
     */
    static void check(String host) throws PydanticError {
        if (host.startsWith("[")) {
            if (!host.endsWith("]") || !Ipv6Address.isValid(host.substring(1, host.length() - 1))) {
                throw HttpUrl.unparseable("invalid IPv6 address");
            }
            return;
        }
        String domain =
                DomainName.normalized(host).orElseThrow(() -> HttpUrl.unparseable("invalid international domain name"));
        if (domain.isEmpty()) {
            throw HttpUrl.unparseable("empty host");
        }
        if (Ipv4Address.isMeant(domain) && !Ipv4Address.isValid(domain)) {
            throw HttpUrl.unparseable("invalid IPv4 address");
        }
    }
}
