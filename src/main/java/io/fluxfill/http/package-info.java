/**
 * The HTTP face: BFL's own API without the key. API Gateway's events are turned into requests and answers back into what
 * API Gateway takes; between the two, nothing knows of either.
 */
package io.fluxfill.http;
