package io.fluxfill.waiting;

import java.time.Duration;

/** Lets time go by. Tests inject one that moves a clock instead. */
@FunctionalInterface
public interface Sleeper {

    /** Blocks for the given time. */
    void sleep(Duration duration);
}
