/** Calls to AWS' services: where they are, signed, limited in time and repeated. */
package io.fluxfill.aws;
