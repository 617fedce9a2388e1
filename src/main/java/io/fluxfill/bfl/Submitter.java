package io.fluxfill.bfl;

import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.Pieces;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.waiting.Deadline;

/** The one act that costs money. */
@FunctionalInterface
public interface Submitter {

    /**
     * Submits a fill.
     *
     * @param body the JSON body, checked already
     * @param repeatUntil until when a submit that BFL did not accept may be repeated
     * @param end when to give up
     * @param attempts counts the tries, and keeps the handle of the accepted task
     * @return BFL's answer; its handle must reach the caller
     * @throws FluxFillException of the types that section "When it fails" of the README lists for a submit
     */
    SubmittedTask submit(Endpoint endpoint, Pieces body, Deadline repeatUntil, Deadline end, Attempts attempts);
}
