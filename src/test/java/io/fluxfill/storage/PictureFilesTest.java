package io.fluxfill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFilesTest {
    private static final long SELF = 8;
    private static final long LIVING = 17;
    private static final long DEAD = 18;

    @TempDir
    Path folder;

    @Test
    void a_new_file_is_empty_and_says_whose_it_is() throws IOException {
        Path file = files().make();

        assertThat(file).isEmptyFile();
        assertThat(file.getFileName().toString()).matches("flux-fill-8-[0-9]+\\.picture");
    }

    @Test
    void the_files_of_a_process_that_was_killed_are_deleted_with_the_first_use() throws IOException {
        Path left = left("flux-fill-" + DEAD + "-123.picture");

        files().make();

        assertThat(left).doesNotExist();
    }

    @Test
    void the_files_of_an_earlier_process_by_the_same_number_are_deleted_too() throws IOException {
        Path left = left("flux-fill-" + SELF + "-123.picture");

        files().make();

        assertThat(left).doesNotExist();
    }

    @Test
    void the_files_of_another_process_that_lives_are_left_alone() throws IOException {
        Path used = left("flux-fill-" + LIVING + "-123.picture");

        files().make();

        assertThat(used).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flux-fill-18-123.picture.bak",
                "flux-fill-18.picture",
                "flux-fill--18-1.picture",
                "flux-fill-a-1.picture",
                "flux-fill-99999999999999999999-1.picture",
                "other-18-123.picture",
                "18-123.picture",
            })
    void a_file_by_a_name_of_another_form_is_left_alone(String name) throws IOException {
        Path other = left(name);

        files().make();

        assertThat(other).exists();
    }

    @Test
    void its_own_files_are_left_alone() throws IOException {
        PictureFiles files = files();

        Path first = files.make();
        Path second = files.make();

        assertThat(first).exists().isNotEqualTo(second);
    }

    @Test
    void a_file_that_cannot_be_deleted_does_not_keep_a_new_one_from_being_made() throws IOException {
        Files.createFile(Files.createDirectory(folder.resolve("flux-fill-" + DEAD + "-1.picture"))
                .resolve("inside"));

        assertThatCode(() -> files().make()).doesNotThrowAnyException();
    }

    @Test
    void a_process_that_lives_is_known_as_such() throws IOException {
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        Path used = Files.createTempFile("flux-fill-" + parent + "-", ".picture");
        try {
            Files.delete(new PictureFiles().make());

            assertThat(used).exists();
        } finally {
            Files.deleteIfExists(used);
        }
    }

    private PictureFiles files() {
        return new PictureFiles(folder, SELF, pid -> pid == LIVING || pid == SELF);
    }

    private Path left(String name) throws IOException {
        return Files.createFile(folder.resolve(name));
    }
}
