package io.fluxfill.rules.pydantic;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pydantic's {@code HttpUrl}: an absolute http or https URL of at most 2083 bytes, read as the <a
 * href="https://url.spec.whatwg.org/">WHATWG URL standard</a> reads it. Very much is a URL to that standard, even
 * {@code " http:\example.com "}: only the scheme, the host and the port can be wrong. An accepted URL is given back as
 * it was; BFL normalises it itself.
 *
 * <p>Known difference: a URL with another scheme is refused for the scheme even if it is malformed as well.
 */
public final class HttpUrl implements LaxType<String> {
    private static final int MAX_BYTES = 2083;
    private static final int MAX_PORT = 65535;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private static final Pattern IGNORED = Pattern.compile("^[\\x00-\\x20]++|[\\x00-\\x20]++\\z|[\\t\\n\\r]");

    /** Any number of slashes, in either direction and even none, may stand between the scheme and the authority. */
    private static final Pattern URL =
            Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):[/\\\\]*(?<authority>[^/\\\\?#]*)");

    private static final Pattern PORT = Pattern.compile("0*([0-9]{0,5})");

    @Override
    public String read(JsonNode value) throws PydanticError {
        if (!value.isTextual()) {
            throw new PydanticError("url_type", "URL input should be a string or URL");
        }
        String url = LaxString.parseable(value);
        if (url.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new PydanticError("url_too_long", "URL should have at most " + MAX_BYTES + " characters");
        }
        if (url.isEmpty()) {
            throw unparseable("input is empty");
        }
        check(IGNORED.matcher(url).replaceAll(""));
        return url;
    }

    private static void check(String text) throws PydanticError {
        Matcher url = URL.matcher(text);
        if (!url.lookingAt()) {
            throw unparseable("relative URL without a base");
        }
        if (!SCHEMES.contains(url.group("scheme").toLowerCase(Locale.ROOT))) {
            throw new PydanticError("url_scheme", "URL scheme should be 'http' or 'https'");
        }
        String authority = url.group("authority");
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        int hostEnd = hostEnd(hostAndPort);
        UrlHost.check(hostAndPort.substring(0, hostEnd));
        if (hostEnd < hostAndPort.length()) {
            checkPort(hostAndPort.substring(hostEnd + 1));
        }
    }

    /** Where the colon before the port is, or the end; colons in the brackets of an IPv6 address belong to the host. */
    private static int hostEnd(String hostAndPort) {
        boolean inBrackets = false;
        for (int i = 0; i < hostAndPort.length(); i++) {
            char c = hostAndPort.charAt(i);
            if (c == ':' && !inBrackets) {
                return i;
            }
            inBrackets = c == '[' || inBrackets && c != ']';
        }
        return hostAndPort.length();
    }

    private static void checkPort(String text) throws PydanticError {
        Matcher port = PORT.matcher(text);
        // An empty port is the scheme's own.
        if (!port.matches() || Integer.parseInt("0" + port.group(1)) > MAX_PORT) {
            throw unparseable("invalid port number");
        }
    }

    /** A refusal in the words of the parser that pydantic uses, Rust's {@code url} crate. */
    static PydanticError unparseable(String why) {
        return new PydanticError("url_parsing", "Input should be a valid URL, " + why);
    }
}
