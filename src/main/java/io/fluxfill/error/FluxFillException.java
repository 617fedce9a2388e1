package io.fluxfill.error;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/**
 * A failure that callers are told of by its name.
 *
 * <p>Its text is one sentence for a person, followed by what a machine needs as JSON where there is more: the handle of a
 * task ({@code id}, {@code polling_url}), or the faults found ({@code detail}). It never holds a key, a secret, a picture
 * or the query of a signed URL.
 */
public final class FluxFillException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorType type;
    private final String told;
    private final transient ObjectNode data;
    private final transient Integer httpStatus;
    private final transient Duration retryAfter;

    private FluxFillException(
            ErrorType type, String sentence, String told, ObjectNode data, Integer httpStatus, Duration retryAfter) {
        // No stack trace: these are answers, not accidents, and the poll loop would log it for every one.
        super(sentence, null, false, false);
        this.type = type;
        this.told = told;
        this.data = data;
        this.httpStatus = httpStatus;
        this.retryAfter = retryAfter;
    }

    /** A failure with its name and one sentence that says what happened. */
    public FluxFillException(ErrorType type, String sentence) {
        this(type, sentence, sentence, JsonNodeFactory.instance.objectNode(), null, null);
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
        return new FluxFillException(type, sentence(), sentence, data, httpStatus, retryAfter);
    }

    /** The same failure, with more for a machine; what it holds already is kept. */
    public FluxFillException with(ObjectNode more) {
        ObjectNode all = more.deepCopy();
        all.setAll(data);
        return new FluxFillException(type, sentence(), told, all, httpStatus, retryAfter);
    }

    /** The same failure, to be answered on the HTTP face with another status code than its type's. */
    public FluxFillException withHttpStatus(int status) {
        return new FluxFillException(type, sentence(), told, data, status, retryAfter);
    }

    /** The same failure, with the time after which trying again makes sense. */
    public FluxFillException withRetryAfter(Duration wait) {
        return new FluxFillException(type, sentence(), told, data, httpStatus, wait);
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
        return told;
    }

    /** What a machine needs: a task's handle or a list of faults; empty where there is no more to say. */
    public ObjectNode data() {
        return data;
    }

    /** The status code on the HTTP face. */
    public int httpStatus() {
        return httpStatus == null ? type.httpStatus() : httpStatus;
    }

    /** When it makes sense to try again, where that is known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The {@code errorMessage} of a Lambda error: the sentence, and the data as JSON where there is any. */
    public String describe() {
        return data.isEmpty() ? getMessage() : getMessage() + " " + data;
    }

    /**
     * {@code FluxFill.Name: message}. Funqy reports a failed function by this text alone, and the error's own name is read
     * back from it (see the serializer of {@code FunctionError}).
     */
    @Override
    public String toString() {
        return type.code() + ": " + describe();
    }
}
