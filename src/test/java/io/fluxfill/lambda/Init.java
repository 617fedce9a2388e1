package io.fluxfill.lambda;

import java.time.Duration;

/**
 * How a process of the function has started.
 *
 * @param duration from its start until it asked for its first event
 * @param residentKilobytes the memory that it held then, as Linux tells it; 0 on other systems
 */
public record Init(Duration duration, long residentKilobytes) {}
