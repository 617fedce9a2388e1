package io.fluxfill.lambda;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What the function's processes print, between Lambda's own lines. The oldest lines are forgotten. */
final class FunctionLog {
    private static final int MAX_LINES = 20_000;

    /** What Lambda gives for {@code LogType=Tail}. */
    private static final int TAIL_BYTES = 4096;

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        lines.addLast(line);
        if (lines.size() > MAX_LINES) {
            lines.removeFirst();
        }
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** The last lines that fit into four kilobytes. */
    synchronized byte[] tail() {
        StringBuilder tail = new StringBuilder();
        for (var newestFirst = lines.descendingIterator(); newestFirst.hasNext(); ) {
            String line = newestFirst.next() + "\n";
            if (tail.length() + line.length() > TAIL_BYTES) {
                break;
            }
            tail.insert(0, line);
        }
        return tail.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads all that a process prints, until it ends. */
    void follow(Process process) {
        Thread reader = new Thread(() -> read(process), "lambda log");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Process process) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            // The process was killed.
        }
    }
}
