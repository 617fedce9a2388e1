package io.fluxfill.error;

/** Whether it is safe, and of use, to send the same request again after a failure. */
public enum Retry {
    /** It would fail again, or may pay a second time. */
    NO,
    /** Nothing was accepted, or nothing is charged. */
    YES,
    /** The task is paid: what may be sent again is its id. */
    BY_ID,
    /** Nothing was sent; somebody must put a setting right first. */
    ONCE_MENDED
}
