package io.fluxfill.rules.pydantic;

import java.util.regex.Pattern;

/**
 * IPv6 addresses in URLs, by the WHATWG's <a href="https://url.spec.whatwg.org/#concept-ipv6-parser">IPv6 parser</a>:
 * eight pieces, of which one run may be left out as {@code ::} and the last two be written as an IPv4 address.
 */
final class Ipv6Address {
    private static final int PIECES = 8;
    private static final int INVALID = PIECES + 1;
    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");

    private Ipv6Address() {}

    /** Whether the text between the brackets is an address. */
    static boolean isValid(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return pieces(text) == PIECES;
        }
        String head = text.substring(0, gap);
        String tail = text.substring(gap + 2);
        // An IPv4 address stands at the very end. The gap stands for one piece at least.
        return head.indexOf('.') < 0 && piecesOrNone(head) + piecesOrNone(tail) < PIECES;
    }

    private static int piecesOrNone(String text) {
        return text.isEmpty() ? 0 : pieces(text);
    }

    private static int pieces(String text) {
        String[] parts = text.split(":", -1);
        int last = parts.length - 1;
        for (int i = 0; i < last; i++) {
            if (!HEX.matcher(parts[i]).matches()) {
                return INVALID;
            }
        }
        if (IPV4.matcher(parts[last]).matches()) {
            return parts.length + 1;
        }
        return HEX.matcher(parts[last]).matches() ? parts.length : INVALID;
    }
}
