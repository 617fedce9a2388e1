package io.fluxfill.rules.pydantic;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The domain of a URL, by the WHATWG's step <a
 * href="https://url.spec.whatwg.org/#concept-domain-to-ascii">domain to ASCII</a>, as far as its verdict goes.
 *
 * <p>Known differences: of the mapping tables and rules of IDNA (UTS 46) only those are here that plain Unicode
 * normalisation gives. Right-to-left labels, the contents of {@code xn--} labels, and characters that Unicode knows but
 * no domain may hold are not looked at. In these cases a domain is accepted here and left to BFL to refuse.
 */
final class DomainName {
    private static final Pattern PERCENT_ENCODED = Pattern.compile("(?:%[0-9A-Fa-f]{2})++");

    /** What IDNA maps to nothing: the soft hyphen, zero-width space and word joiner, and variation selectors. */
    private static final Pattern IGNORED = Pattern.compile("[\\u00AD\\u200B\\u2060\\uFE00-\\uFE0F\\uFEFF]");

    /** The WHATWG's forbidden domain code points; control, space and private characters; U+FFFD, a decoding error. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("[ #%/:<>?@\\[\\\\\\]^|\\p{Cc}\\p{Cf}\\p{Co}\\p{Z}\\uFFFD]");

    /** A label must not begin with a combining mark, nor be a bare or unfinished Punycode label. */
    private static final Pattern BAD_LABEL = Pattern.compile("(?:^|\\.)(?:\\p{M}|xn--(?:[^.]*-)?(?:\\.|$))");

    private DomainName() {}

    /** The domain decoded, in lower case and compatibility composed form; nothing if it is no domain. */
    static Optional<String> normalized(String host) {
        String decoded = PERCENT_ENCODED.matcher(host).replaceAll(DomainName::decoded);
        String folded = Normalizer.normalize(decoded, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String domain = IGNORED.matcher(folded).replaceAll("").replace('\u3002', '.');
        boolean bad =
                FORBIDDEN.matcher(domain).find() || BAD_LABEL.matcher(domain).find();
        return bad ? Optional.empty() : Optional.of(domain);
    }

    private static String decoded(MatchResult encoded) {
        byte[] bytes = HexFormat.of().parseHex(encoded.group().replace("%", ""));
        return Matcher.quoteReplacement(new String(bytes, StandardCharsets.UTF_8));
    }
}
