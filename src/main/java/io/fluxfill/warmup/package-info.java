/**
 * Work that the first event would otherwise pay for, done before it: Lambda gives the start a whole processor, and the event a
 * share of one.
 */
package io.fluxfill.warmup;
