package io.fluxfill.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FuzzCorpusTest {

    static Stream<String> targets() {
        return Targets.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void what_jazzer_has_found_worth_keeping_breaks_nothing(String target) throws IOException {
        List<Path> inputs;
        try (Stream<Path> files = Files.list(Targets.corpus(target))) {
            inputs = files.sorted().toList();
        }
        assertThat(inputs).hasSizeGreaterThan(5);
        for (Path input : inputs) {
            Targets.all().get(target).accept().accept(Files.readAllBytes(input));
        }
    }
}
