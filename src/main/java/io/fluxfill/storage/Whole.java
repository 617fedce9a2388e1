package io.fluxfill.storage;

import io.fluxfill.preserve.Preservation;

/** Whether a picture is kept as BFL made it, or put into the one that it was made for. */
public sealed interface Whole {

    /** As BFL made it. */
    record No() implements Whole {}

    /** Into the picture that came with the request. */
    record Now(Preservation preservation) implements Whole {}

    /** Into the picture that was kept for that when the task was submitted. */
    record Earlier() implements Whole {}

    /** Whether it is put into another. */
    default boolean isWanted() {
        return !(this instanceof No);
    }
}
