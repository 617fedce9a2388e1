package io.fluxfill.fuzz;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** All targets by their names. */
final class Targets {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");

    private Targets() {}

    static Map<String, Consumer<byte[]>> all() {
        Map<String, Consumer<byte[]>> all = new LinkedHashMap<>();
        all.put("EventTarget", EventTarget::fuzzerTestOneInput);
        all.put("PictureHeaderTarget", PictureHeaderTarget::fuzzerTestOneInput);
        all.put("Base64Target", Base64Target::fuzzerTestOneInput);
        all.put("TrustTarget", TrustTarget::fuzzerTestOneInput);
        all.put("BflAnswerTarget", BflAnswerTarget::fuzzerTestOneInput);
        return all;
    }

    /** Where the inputs of a target are kept. */
    static Path corpus(String target) {
        return CORPUS.resolve(target);
    }
}
