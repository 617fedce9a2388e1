package io.fluxfill.error;

/** Whether it is safe, and of use, to send the same request again after a failure. */
public enum Retry {
    /** It would fail again, or may pay a second time. */
    NO,
    /** Nothing was accepted, or nothing is charged. */
    YES,
    /** With the same idempotency key it never pays twice; with another one, or none, it may. */
    WITH_SAME_KEY,
    /** The same, but it fails again until the key's owner has found out what became of the first request. */
    ONLY_WITH_SAME_KEY,
    /** Nothing was sent; budgets begin anew at midnight, UTC. */
    NEXT_DAY,
    /** The task is paid: what may be sent again is its id. */
    BY_ID,
    /** Nothing was sent; somebody must put a setting right first. */
    ONCE_MENDED;

    /** Whether the same request may succeed by waiting alone: HTTP clients are told when to try again. */
    public boolean afterSomeTime() {
        return this == YES || this == WITH_SAME_KEY || this == NEXT_DAY;
    }
}
