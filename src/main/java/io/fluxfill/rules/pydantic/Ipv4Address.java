package io.fluxfill.rules.pydantic;

import java.math.BigInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * IPv4 addresses in URLs, by the WHATWG's <a href="https://url.spec.whatwg.org/#concept-ipv4-parser">IPv4 parser</a>:
 * one to four decimal, octal or hexadecimal parts, the last of which fills the remaining bytes.
 */
final class Ipv4Address {
    private static final int MAX_PARTS = 4;
    private static final BigInteger BYTE = BigInteger.valueOf(256);
    private static final Pattern NUMBER = Pattern.compile("0x[0-9a-f]*|0[0-7]*|[1-9][0-9]*");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private Ipv4Address() {}

    /** Whether a domain in lower case ends in a number, so that it must be an address. */
    static boolean isMeant(String domain) {
        String[] parts = parts(domain);
        String last = parts[parts.length - 1];
        return DIGITS.matcher(last).matches() || NUMBER.matcher(last).matches();
    }

    /** Whether a domain in lower case is an address. */
    static boolean isValid(String domain) {
        String[] parts = parts(domain);
        if (parts.length > MAX_PARTS
                || !Stream.of(parts).allMatch(part -> NUMBER.matcher(part).matches())) {
            return false;
        }
        int last = parts.length - 1;
        return Stream.of(parts).limit(last).allMatch(part -> value(part).compareTo(BYTE) < 0)
                && value(parts[last]).compareTo(BYTE.pow(MAX_PARTS - last)) < 0;
    }

    /** The parts between the dots; one dot at the end does not count. */
    private static String[] parts(String domain) {
        String withoutRoot = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
        return withoutRoot.split("\\.", -1);
    }

    private static BigInteger value(String number) {
        if (number.startsWith("0x")) {
            return new BigInteger("0" + number.substring(2), 16);
        }
        return new BigInteger(number, number.startsWith("0") ? 8 : 10);
    }
}
