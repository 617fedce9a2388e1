package io.fluxfill.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files of the page, read when they are asked for: a process that nobody asks for the page does not touch them. The names of
 * all but the first have a hash of what is in them, so that a browser may keep them for good.
 */
public final class PageFiles {
    private static final String FIRST = "index.html";

    /** As {@code src/page/build.mjs} names them; no other name leads to a resource. */
    private static final Pattern HASHED = Pattern.compile("[a-z]+-[A-Z0-9]{8}\\.(js|css)");

    private static final Map<String, String> CONTENT_TYPES =
            Map.of("js", "text/javascript; charset=utf-8", "css", "text/css; charset=utf-8");

    /** The page itself. */
    public PageFile first() {
        return new PageFile("text/html; charset=utf-8", read(FIRST).orElseThrow());
    }

    /** One of the files that the page refers to; empty where there is none of that name. */
    public Optional<PageFile> hashed(String name) {
        var matcher = HASHED.matcher(name);
        return matcher.matches()
                ? read(name).map(text -> new PageFile(CONTENT_TYPES.get(matcher.group(1)), text))
                : Optional.empty();
    }

    private static Optional<String> read(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
