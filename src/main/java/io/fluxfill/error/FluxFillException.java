package io.fluxfill.error;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.task.TaskHandle;
import java.time.Duration;
import java.util.Optional;

/**
 * A failure that callers are told of by its name.
 *
 * <p>Its text is one sentence for a person, followed by what a machine needs as JSON where there is more: the task that it
 * is about ({@code id}, {@code polling_url}), or the faults found ({@code detail}). It never holds a key, a secret, a picture
 * or the query of a signed URL.
 */
public final class FluxFillException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorType type;
    private final transient More more;

    /** What only some failures have. */
    private record More(
            String told,
            Optional<TaskHandle> task,
            ObjectNode data,
            Optional<Integer> httpStatus,
            Optional<Duration> retryAfter) {

        static More of(String sentence) {
            ObjectNode none = JsonNodeFactory.instance.objectNode();
            return new More(sentence, Optional.empty(), none, Optional.empty(), Optional.empty());
        }
    }

    private FluxFillException(ErrorType type, String sentence, More more) {
        // No stack trace: these are answers, not accidents, and the poll loop would log it for every one.
        super(sentence, null, false, false);
        this.type = type;
        this.more = more;
    }

    /** A failure with its name and one sentence that says what happened. */
    public FluxFillException(ErrorType type, String sentence) {
        this(type, sentence, More.of(sentence));
    }

    /**
     * The same failure, with somebody else's words at its end. They are told to the caller but kept out of the log, since
     * they may repeat what the caller sent.
     */
    public FluxFillException quoting(String words) {
        return toldAs(sentence() + words);
    }

    /**
     * The same failure, told to the caller by another sentence than to the log. It may repeat what the caller sent, as far as
     * that is no secret.
     */
    public FluxFillException toldAs(String sentence) {
        return having(new More(sentence, more.task, more.data, more.httpStatus, more.retryAfter));
    }

    /** The same failure, about a task that was accepted; if it is about one already, it stays so. */
    public FluxFillException about(TaskHandle task) {
        Optional<TaskHandle> first = more.task.or(() -> Optional.of(task));
        return having(new More(more.told, first, more.data, more.httpStatus, more.retryAfter));
    }

    /** The same failure, with more for a machine; what it holds already is kept. */
    public FluxFillException with(ObjectNode data) {
        ObjectNode all = data.deepCopy();
        all.setAll(more.data);
        return having(new More(more.told, more.task, all, more.httpStatus, more.retryAfter));
    }

    /** The same failure, to be answered on the HTTP face with another status code than its type's. */
    public FluxFillException withHttpStatus(int status) {
        return having(new More(more.told, more.task, more.data, Optional.of(status), more.retryAfter));
    }

    /** The same failure, with the time after which trying again makes sense. */
    public FluxFillException withRetryAfter(Duration wait) {
        return having(new More(more.told, more.task, more.data, more.httpStatus, Optional.of(wait)));
    }

    private FluxFillException having(More other) {
        return new FluxFillException(type, sentence(), other);
    }

    /** Which failure it is. */
    public ErrorType type() {
        return type;
    }

    /** The sentence for a log: without what {@link #quoting} or {@link #toldAs} tells the caller only. */
    public String sentence() {
        return super.getMessage();
    }

    /** The sentence for the caller. */
    @Override
    public String getMessage() {
        return more.told;
    }

    /** The task that was accepted before it, where there was one. */
    public Optional<TaskHandle> task() {
        return more.task;
    }

    /** What a machine needs besides the task: a list of faults, BFL's details; empty where there is no more to say. */
    public ObjectNode data() {
        return more.data;
    }

    /** The status code on the HTTP face. */
    public int httpStatus() {
        return more.httpStatus.orElse(type.httpStatus());
    }

    /** When it makes sense to try again, where that is known. */
    public Optional<Duration> retryAfter() {
        return more.retryAfter;
    }

    /** The {@code errorMessage} of a Lambda error: the sentence, then the task and the data as JSON where there are any. */
    public String describe() {
        ObjectNode json = more.task.map(TaskHandle::toJson).orElseGet(JsonNodeFactory.instance::objectNode);
        json.setAll(more.data);
        return json.isEmpty() ? getMessage() : getMessage() + " " + json;
    }

    /**
     * {@code FluxFill.Name: message}. Funqy reports a failed function by this text alone, and the error's own name is read
     * back from it (by {@code ErrorNames}, in the function's own package).
     */
    @Override
    public String toString() {
        return type.code() + ": " + describe();
    }
}
