package io.fluxfill.fuzz;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** All targets by their names. */
final class Targets {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");

    private Targets() {}

    /**
     * A target.
     *
     * @param exchanges how many events, or answers of BFL's, it makes of one input at least
     * @param accept takes an input
     */
    record Target(int exchanges, Consumer<byte[]> accept) {}

    static Map<String, Target> all() {
        Map<String, Target> all = new LinkedHashMap<>();
        all.put("EventTarget", new Target(3, EventTarget::fuzzerTestOneInput));
        all.put("PictureHeaderTarget", new Target(1, PictureHeaderTarget::fuzzerTestOneInput));
        all.put("Base64Target", new Target(1, Base64Target::fuzzerTestOneInput));
        all.put("TrustTarget", new Target(1, TrustTarget::fuzzerTestOneInput));
        all.put("BflAnswerTarget", new Target(2, BflAnswerTarget::fuzzerTestOneInput));
        all.put("PngTarget", new Target(1, PngTarget::fuzzerTestOneInput));
        all.put("JpegTarget", new Target(1, JpegTarget::fuzzerTestOneInput));
        return all;
    }

    /** Where the inputs of a target are kept. */
    static Path corpus(String target) {
        return CORPUS.resolve(target);
    }
}
