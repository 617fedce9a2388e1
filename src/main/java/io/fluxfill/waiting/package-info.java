/** Time: deadlines, sleeping, the pauses between polls and between tries. It knows nothing of what is waited for. */
package io.fluxfill.waiting;
