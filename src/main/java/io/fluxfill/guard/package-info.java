/**
 * The charge guard: it stands before the paid submit, and sees to it that a request which is repeated does not pay twice.
 *
 * <p>It rests on a table with conditional writes. A record is put first, then the submit is made, then the record is
 * settled:
 *
 * <pre>
 *            put, if there is none            accepted
 *   (none) ───────────────────────► Submitting ───────► Submitted ──► (none), by expiry
 *      ▲                             │      │ in doubt
 *      └───────── not accepted ──────┘      └─────────► Unknown ────► (none), by its owner's hand
 * </pre>
 *
 * <p>Only who put a record submits, once, and nobody but them takes it away because BFL did not accept. A process that is
 * killed leaves a record in the state Submitting; when it cannot be alive any more, that counts as Unknown. So between two
 * submits for one key there is always a sure refusal of BFL's, the expiry of a settled record, or a person's decision.
 */
package io.fluxfill.guard;
