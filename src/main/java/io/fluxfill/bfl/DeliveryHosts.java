package io.fluxfill.bfl;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which URLs finished pictures may be fetched from, without the key. BFL delivers from hosts of its own choice, so the rule
 * is not whose a host is, but that it is on the Internet: the function's own network must not be asked for what only the
 * function may see.
 *
 * <p>Allowed are {@code https} URLs on port 443 of hosts that have a full name, and the hosts that the configuration trusts
 * for tests. That all addresses of the host are public is for the {@link Transport} to see, by {@link DeliveryUrl#mayBeAt}.
 */
public final class DeliveryHosts {
    private static final String ANY_BELOW = "*.";

    /**
     * A name with a dot whose last label begins with a letter: no form of an address, decimal, octal or hexadecimal, ends in
     * such a label.
     */
    private static final Pattern FULL_NAME = Pattern.compile(".*\\.[a-z][a-z0-9-]*");

    private final TrustedHosts trustedHosts;
    private final List<String> only;

    /**
     * @param trustedHosts its further hosts are allowed with whatever port and address they have
     * @param only the hosts that are allowed beside those, each a name, or {@code *.} and a name for all hosts below it;
     *     empty for all
     */
    public DeliveryHosts(TrustedHosts trustedHosts, Collection<String> only) {
        this.trustedHosts = trustedHosts;
        this.only = only.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    /** Whether a text is one of what {@code only} may hold. */
    public static boolean isPattern(String text) {
        String host = text.toLowerCase(Locale.ROOT);
        String name = host.startsWith(ANY_BELOW) ? host.substring(ANY_BELOW.length()) : host;
        return HttpUrl.isHostName(name) && isFullName(name);
    }

    /**
     * Checks one URL.
     *
     * @param url any text, also hostile
     * @return the URL to use, or nothing where no picture may be fetched from it
     */
    public Optional<DeliveryUrl> check(String url) {
        return trustedHosts
                .checkFurther(url)
                .map(further -> new DeliveryUrl(further.uri(), true))
                .or(() -> HttpUrl.in(url).filter(this::isAllowed).map(uri -> new DeliveryUrl(uri, false)));
    }

    private boolean isAllowed(URI uri) {
        String host = uri.getHost();
        return HttpUrl.isUsualHttps(uri)
                && isFullName(host)
                && (only.isEmpty() || only.stream().anyMatch(pattern -> matches(pattern, host)));
    }

    private static boolean isFullName(String host) {
        return FULL_NAME.matcher(host).matches();
    }

    private static boolean matches(String pattern, String host) {
        return pattern.startsWith(ANY_BELOW) ? host.endsWith(pattern.substring(1)) : host.equals(pattern);
    }
}
