/**
 * BFL's protocol: which hosts may be talked to, how a fill is submitted and polled, what may be repeated, and what an
 * answer means. It knows neither Lambda nor API Gateway, and moves bytes only through a {@link Transport}.
 */
package io.fluxfill.bfl;
