package io.fluxfill.storage;

/** What became of the copy of a picture. */
public sealed interface Keeping {

    /** None was wanted, or there is no picture yet. */
    record None() implements Keeping {}

    /** The copy is there. */
    record Kept(KeptPicture picture) implements Keeping {}

    /**
     * There is no copy. The picture is ready and paid, and picking the task up tries again.
     *
     * @param reason one sentence for a person
     */
    record Failed(String reason) implements Keeping {}
}
