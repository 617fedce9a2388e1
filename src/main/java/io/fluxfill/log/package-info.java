/** One JSON line for every event: what was asked, how it ended, what it took. On Lambda it carries the metrics as well. */
package io.fluxfill.log;
