package io.fluxfill.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the header that AWS X-Ray sends along: {@code Root=1-5759e988-bd862e3fe1be46a994272793;Parent=…;Sampled=1}. */
final class TraceHeader {
    private static final Pattern ROOT = Pattern.compile("(?:^|;)\\s*Root=(1-[0-9a-f]{8}-[0-9a-f]{24})\\s*(?:;|$)");

    private TraceHeader() {}

    /** The id of the whole trace; empty for anything that is none, since a caller may have made the header. */
    static Optional<String> root(String header) {
        return Optional.of(ROOT.matcher(header)).filter(Matcher::find).map(root -> root.group(1));
    }
}
