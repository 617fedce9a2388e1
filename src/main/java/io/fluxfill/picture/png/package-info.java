/**
 * PNG, read and written row by row.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">the specification</a>
 */
package io.fluxfill.picture.png;
