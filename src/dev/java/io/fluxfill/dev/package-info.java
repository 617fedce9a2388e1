/**
 * What runs beside the function in dev mode: an HTTP endpoint as API Gateway would be, and a stand-in for BFL. Nothing of
 * this is in the packaged function.
 */
package io.fluxfill.dev;
