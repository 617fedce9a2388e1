/** What {@code quarkus:dev} starts beside the function. */
package io.fluxfill.dev.mode;
