/**
 * JPEG, read down to its quantised coefficients and up to its pixels, and written from coefficients, so that a part of a picture
 * can be changed while all else stays as it was.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">the specification, ITU-T T.81</a>
 */
package io.fluxfill.picture.jpeg;
