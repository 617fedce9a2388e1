package io.fluxfill.fuzz;

import io.fluxfill.bfl.TrustedHosts;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Of whatever is trusted with the key, both of Java's readers say that it is at BFL, over https, and nobody else is named. */
public final class TrustTarget {
    private static final TrustedHosts HOSTS = new TrustedHosts(List.of());
    private static final int HTTPS_PORT = 443;

    private TrustTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        check(text);
        check("https://" + text);
        check("https://api.bfl.ai" + text);
    }

    private static void check(String text) {
        HOSTS.check(text).ifPresent(trusted -> {
            URI uri = trusted.uri();
            demand(uri.getScheme().equalsIgnoreCase("https") && uri.getRawUserInfo() == null, text);
            demand(isBfls(uri.getHost()) && isUsual(uri.getPort()), text);
            try {
                URL url = new URL(uri.toString());
                demand(isBfls(url.getHost()) && isUsual(url.getPort()) && url.getUserInfo() == null, text);
            } catch (MalformedURLException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static boolean isBfls(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.equals("bfl.ai") || lower.endsWith(".bfl.ai");
    }

    private static boolean isUsual(int port) {
        return port == -1 || port == HTTPS_PORT;
    }

    private static void demand(boolean condition, String text) {
        if (!condition) {
            throw new AssertionError("trusted: " + text);
        }
    }
}
