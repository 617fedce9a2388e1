/** How things fail: one exception, whose name, sentence and data are the same on every face. */
package io.fluxfill.error;
