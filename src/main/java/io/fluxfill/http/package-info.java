/**
 * The HTTP face: BFL's own API without the key. API Gateway's events are turned into requests, and answers back into what
 * API Gateway takes; what is between the two knows of HTTP only. The authorizer, a face of its own, is here as well.
 */
package io.fluxfill.http;
