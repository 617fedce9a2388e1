/** The Quarkus REST Client under the BFL protocol: bytes out, bytes in, bounded in size and time. */
package io.fluxfill.bfl.rest;
