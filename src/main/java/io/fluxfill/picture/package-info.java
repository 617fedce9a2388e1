/** Reading and writing pictures on {@code java.base} alone, in bounded memory. Nothing here knows of BFL, of requests or of AWS. */
package io.fluxfill.picture;
