package io.fluxfill.bfl;

import io.fluxfill.json.Pieces;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.waiting.Deadline;

/**
 * A fill that is to be submitted.
 *
 * @param endpoint the operation
 * @param body the JSON body, checked already
 * @param origin where it comes from; not told to BFL
 * @param repeatUntil until when a submit that BFL did not accept may be repeated
 * @param end when to give up
 */
public record Submission(Endpoint endpoint, Pieces body, Origin origin, Deadline repeatUntil, Deadline end) {

    /** The same, to be given up at another time. */
    public Submission endingAt(Deadline other) {
        return new Submission(endpoint, body, origin, repeatUntil.orSooner(other), other);
    }
}
