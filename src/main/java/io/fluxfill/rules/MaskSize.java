package io.fluxfill.rules;

/** Which size of the image a mask must have. */
public enum MaskSize {
    /** That in which it is stored: to BFL nothing else counts. */
    AS_STORED,
    /** That in which it is shown, which whoever looks at the pixels compares by itself. */
    AS_SHOWN
}
