package io.fluxfill.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That all the words can be told apart, and are told to people. */
class WordsTableTest {

    private static final Path README = Path.of("src/dev/java/io/fluxfill/dev/standin/README.md");

    @Test
    void every_kind_of_words_has_its_table() {
        assertThat(Misbehaviour.class.getPermittedSubclasses())
                .containsExactlyInAnyOrderElementsOf(
                        kinds().map(all -> all.get(0).getClass()).toList());
    }

    @Test
    void the_readme_has_all_words_with_what_they_do() throws IOException {
        assertThat(README).content().contains(kinds().map(WordsTableTest::table).toList());
    }

    @Test
    void the_readme_has_no_words_that_mean_nothing() throws IOException {
        long words = kinds().mapToLong(List::size).sum();

        try (Stream<String> lines = Files.lines(README)) {
            assertThat(lines.filter(line -> line.startsWith("| `["))).hasSize((int) words);
        }
    }

    @Test
    void no_words_mean_two_things() {
        List<Misbehaviour> all = kinds().<Misbehaviour>flatMap(List::stream).toList();
        for (Misbehaviour each : all) {
            Prompt prompt =
                    new Prompt("a prompt with " + each.words().toString().replaceFirst("\\bN\\b", "2.5"));

            assertThat(all.stream().filter(prompt::asksFor)).containsExactly(each);
        }
    }

    @Test
    void case_does_not_matter_and_brackets_do() {
        assertThat(new Prompt("A dog [Moderated CONTENT]").asksFor(Ending.CONTENT_MODERATED))
                .isTrue();
        assertThat(new Prompt("moderated content").askedOf(Ending.values())).isEmpty();
        assertThat(new Prompt("[moderated contents]").askedOf(Ending.values())).isEmpty();
    }

    @Test
    void words_are_found_anywhere_in_a_long_prompt() {
        String quotes = "\"[".repeat(800_000);

        assertThat(new Prompt(quotes + "[error]" + quotes).asksFor(Ending.ERROR))
                .isTrue();
    }

    private static Stream<List<? extends Misbehaviour>> kinds() {
        return Stream.of(
                List.of(HttpTrouble.values()),
                List.of(SubmitAnswer.values()),
                List.of(Region.values()),
                List.of(Course.values()),
                List.of(Ending.values()),
                List.of(PollForm.values()),
                List.of(Delivery.values()),
                List.of(PictureAnswer.values()),
                List.of(Brush.values()),
                List.of(WebhookManner.values()));
    }

    private static String table(List<? extends Misbehaviour> kind) {
        return kind.stream()
                .map(each -> "| `" + each.words() + "` | " + each.words().effect() + " |\n")
                .collect(Collectors.joining("", "|---|---|\n", ""));
    }
}
