package io.fluxfill.rules.pydantic;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pydantic's {@code HttpUrl}, as far as a glance goes: at most 2083 bytes, the scheme http or https, and a host. A URL
 * is given back as it was.
 *
 * <p>Known differences: a wrong host or port is left to BFL, which refuses it free of charge. A URL with another scheme
 * is refused for the scheme even if it is malformed as well.
 */
public final class LaxUrl implements LaxType<String> {
    private static final int MAX_BYTES = 2083;

    /** Ignored anywhere in a URL, by browsers and pydantic alike; spaces and other controls are so around it only. */
    private static final Pattern IGNORED = Pattern.compile("[\\t\\n\\r]");

    /** Slashes of either kind, any number and even none, may stand before the user and the host. */
    private static final Pattern URL = Pattern.compile(
            "(?<scheme>[a-z][a-z0-9+.-]*+):(?<host>[/\\\\]*+(?:[^/\\\\?#]*@)?+[^/\\\\?#:])?", Pattern.CASE_INSENSITIVE);

    @Override
    public String read(JsonNode value) throws PydanticError {
        if (!value.isTextual()) {
            throw new PydanticError("url_type", "URL input should be a string or URL");
        }
        String text = LaxString.parseable(value);
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new PydanticError("url_too_long", "URL should have at most " + MAX_BYTES + " characters");
        }
        if (text.isEmpty()) {
            throw unparseable("input is empty");
        }
        Matcher url = URL.matcher(IGNORED.matcher(text).replaceAll("").trim());
        if (!url.lookingAt()) {
            throw unparseable("relative URL without a base");
        }
        if (!url.group("scheme").matches("(?i)https?")) {
            throw new PydanticError("url_scheme", "URL scheme should be 'http' or 'https'");
        }
        if (url.group("host") == null) {
            throw unparseable("empty host");
        }
        return text;
    }

    private static PydanticError unparseable(String why) {
        return new PydanticError("url_parsing", "Input should be a valid URL, " + why);
    }
}
