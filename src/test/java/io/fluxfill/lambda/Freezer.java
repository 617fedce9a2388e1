package io.fluxfill.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Stops a process while there is nothing for it to do, and lets it go on where it was: what Lambda does between events. Time
 * passes for everybody but the process, whose connections may be closed by their other ends meanwhile.
 */
final class Freezer {
    private final long pid;
    private boolean busy = true;
    private boolean frozen;

    /** Of a process that is busy with its start. */
    Freezer(long pid) {
        this.pid = pid;
    }

    /** There is something to do: the process runs, and will not be stopped until {@link #rest}. */
    synchronized void wake() {
        busy = true;
        if (frozen) {
            signal("CONT");
            frozen = false;
        }
    }

    /** There is nothing to do any more: from now on {@link #freeze} stops the process. */
    synchronized void rest() {
        busy = false;
    }

    /** Stops the process, unless it is busy. */
    synchronized void freeze() {
        if (!busy && !frozen) {
            signal("STOP");
            frozen = true;
        }
    }

    /** Stops the process, busy or not. */
    synchronized void suspend() {
        signal("STOP");
    }

    /** Undoes {@link #suspend}. */
    synchronized void resume() {
        signal("CONT");
    }

    synchronized boolean isFrozen() {
        return frozen;
    }

    /** By the shell, which has {@code kill} built in: Java knows only signals that end a process. */
    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean sent = kill.onExit().join().exitValue() == 0;
            if (!sent && ProcessHandle.of(pid).isPresent()) {
                throw new IllegalStateException("The process could not be sent SIG" + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The shell that sends signals could not be started", e);
        }
    }
}
