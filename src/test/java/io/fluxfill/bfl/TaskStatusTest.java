package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.error.ErrorType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskStatusTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Ready, READY, true,",
        "Request Moderated, REQUEST_MODERATED, true, REQUEST_MODERATED",
        "Content Moderated, CONTENT_MODERATED, true, CONTENT_MODERATED",
        "Error, ERROR, true, GENERATION_FAILED",
        "Failed, FAILED, true, GENERATION_FAILED",
        "Task not found, NOT_FOUND, true, TASK_NOT_FOUND",
        "Pending, UNFINISHED, false,",
    })
    void bfls_words_have_their_meaning(String word, TaskStatus status, boolean terminal, ErrorType error) {
        assertThat(TaskStatus.of(word)).isEqualTo(status);
        assertThat(status.isTerminal()).isEqualTo(terminal);
        if (error == null) {
            assertThat(status.error()).isEmpty();
        } else {
            assertThat(status.error()).contains(error);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Reasoning", "Generating", "Queued", "ready", "READY", "Ready ", "Errors", "task not found"})
    void a_word_that_is_not_known_means_not_finished_yet(String word) {
        assertThat(TaskStatus.of(word)).isEqualTo(TaskStatus.UNFINISHED);
    }

    @ParameterizedTest
    @EnumSource
    void every_status_is_found_by_its_own_word(TaskStatus status) {
        assertThat(TaskStatus.of(status.word())).isEqualTo(status);
    }
}
