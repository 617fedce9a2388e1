/** Hashes. */
package io.fluxfill.hash;
