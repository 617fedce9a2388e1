/**
 * Pictures as far as rules about them need it: whether a text is base64, and what the header of the picture in it says.
 * Nothing is decoded but the few bytes of the header.
 */
package io.fluxfill.rules.picture;
