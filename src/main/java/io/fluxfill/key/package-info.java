/** BFL's key where it is kept outside: read, checked, held for a while, and read anew when BFL refuses it. */
package io.fluxfill.key;
