/** The job itself, whoever asks for it: submit a fill, wait for its task, or pick up an earlier one. */
package io.fluxfill.fill;
