package io.fluxfill.aws;

import java.time.Duration;

/**
 * How a call is repeated that may succeed a moment later.
 *
 * @param tries how often it is made at most
 * @param longestTry how long one may take, so that one that hangs leaves time for another
 * @param shortestTry with less time than this it would hardly succeed, and is not made
 */
public record Patience(int tries, Duration longestTry, Duration shortestTry) {}
