package io.fluxfill.bfl;

import io.fluxfill.error.FluxFillException;

/** The one act that costs money. */
@FunctionalInterface
public interface Submitter {

    /**
     * Submits a fill.
     *
     * @param submission what to submit, and until when
     * @param attempts counts the tries, and keeps the handle of the accepted task
     * @return BFL's answer; its handle must reach the caller
     * @throws FluxFillException of the types that section "When it fails" of the README lists for a submit
     */
    SubmittedTask submit(Submission submission, Attempts attempts);
}
