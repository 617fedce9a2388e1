package io.fluxfill.gateway;

/**
 * How many requests are let through.
 *
 * @param rate how many a second, in the long run
 * @param burst how many at once
 */
record Throttle(double rate, int burst) {}
