package io.fluxfill.bfl;

import io.fluxfill.error.ErrorType;
import java.util.Optional;

/**
 * What BFL's status words mean. BFL adds words now and then ({@code Reasoning} and {@code Generating} in 2026): one that is
 * not known here means "not finished yet".
 */
public enum TaskStatus {
    READY("Ready", null),
    REQUEST_MODERATED("Request Moderated", ErrorType.REQUEST_MODERATED),
    CONTENT_MODERATED("Content Moderated", ErrorType.CONTENT_MODERATED),
    ERROR("Error", ErrorType.GENERATION_FAILED),
    FAILED("Failed", ErrorType.GENERATION_FAILED),
    NOT_FOUND("Task not found", ErrorType.TASK_NOT_FOUND),
    /** {@code Pending}, and every word that is not listed. */
    UNFINISHED("Pending", null);

    private final String word;
    private final ErrorType error;

    TaskStatus(String word, ErrorType error) {
        this.word = word;
        this.error = error;
    }

    /** The meaning of a status word. */
    static TaskStatus of(String word) {
        for (TaskStatus status : values()) {
            if (status.word.equals(word)) {
                return status;
            }
        }
        return UNFINISHED;
    }

    /** BFL's word. */
    public String word() {
        return word;
    }

    /** Whether nothing more will come of the task. */
    public boolean isTerminal() {
        return this != UNFINISHED;
    }

    /** The failure that this status is to a caller of the function, if it is one. */
    public Optional<ErrorType> error() {
        return Optional.ofNullable(error);
    }
}
