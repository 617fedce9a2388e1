/** A small HTTP server on the loopback interface, for what runs beside the function in dev mode and in tests. */
package io.fluxfill.dev.http;
