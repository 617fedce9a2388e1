/** One JSON line for every event: what was asked, how it ended, what it took. */
package io.fluxfill.log;
