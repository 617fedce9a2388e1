package io.fluxfill.dev.lambda;

import java.time.Duration;

/**
 * How a process of the function has started.
 *
 * @param duration from its start until it asked for its first event
 * @param residentKilobytes the memory that it held then, as Linux tells it; 0 on other systems
 * @param askedNanos when it asked, by {@link System#nanoTime()}: what happened elsewhere before that was part of its start
 */
public record Init(Duration duration, long residentKilobytes, long askedNanos) {}
