/** Time: deadlines, sleeping, the rhythm of polls and of repeated tries. It knows nothing of what is waited for. */
package io.fluxfill.waiting;
