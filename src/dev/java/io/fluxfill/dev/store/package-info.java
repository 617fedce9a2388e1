/** A bucket for {@code quarkus:dev} that needs no account. */
package io.fluxfill.dev.store;
