/**
 * Gives the whole picture back: cuts out what a fill needs to see, and puts the fill into the original so that nothing changes
 * that the mask does not paint.
 */
package io.fluxfill.preserve;
